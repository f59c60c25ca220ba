"""Finding script elements in HTML, in time that grows with its length whatever it holds."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = re.compile(r"<!--|<script(?=[\s/>])", re.IGNORECASE)
_END_OF_SCRIPT = re.compile(r"</script", re.IGNORECASE)
_LONGEST_TAG = 4_096
_MOST_SCRIPTS = 500


def json_ld_scripts(html: str) -> Iterator[str]:
    """Yield the text of each script element of type application/ld+json that is not in a comment.

    html.parser reads the start tags only: fed a whole page it can be made to take quadratic time.
    """
    place = 0
    for _ in range(_MOST_SCRIPTS):
        opening = _OPENING.search(html, place)
        if opening is None:
            return
        if opening.group() == "<!--":
            end = html.find("-->", opening.end())
            if end < 0:
                return
            place = end + len("-->")
            continue
        tag = _StartTag(html[opening.start() : opening.start() + _LONGEST_TAG])
        content = opening.start() + tag.length
        closing = _END_OF_SCRIPT.search(html, content)
        place = closing.end() if closing else len(html)
        if tag.is_json_ld:
            yield html[content : closing.start() if closing else len(html)]


class _StartTag(HTMLParser):
    """The start tag at the beginning of the text: how long it is, and whether it says that JSON-LD follows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.length = len(text)
        self.is_json_ld = False
        self._seen = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._seen:
            return
        self._seen = True
        self.length = len(self.get_starttag_text() or "")
        kind = dict(reversed(attrs)).get("type") or ""
        self.is_json_ld = kind.partition(";")[0].strip().lower() == "application/ld+json"
