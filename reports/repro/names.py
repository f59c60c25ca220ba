"""The texts of a recording that are other ones next time, and the shell variables that stand for them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from booking_conformance.recording.json_text import encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.recording import Document

_ORDER_UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.IGNORECASE)
_IDENTIFIERS = frozenset({"@id", "id", "orderProposalVersion"})
_TOTAL = "totalPaymentDue"
_STEMS = {"orderProposalVersion": "VERSION", _TOTAL: "TOTAL"}
_ESCAPED = re.compile(r"([\\$`])")
_ESCAPED_IN_QUOTES = re.compile(r'([\\$`"])')


class Names:
    """Knows which text stands for which variable, and what the answers so far hold.

    ``constant`` are texts that stay as they are, such as the ids of the configured Sellers.
    """

    def __init__(self, constant: frozenset[str]) -> None:
        self._constant = constant
        self._names: dict[str, str] = {}
        self._held: dict[str, tuple[str, tuple[str | int, ...]]] = {}
        self._counts: dict[str, int] = {}

    def known(self, text: str) -> bool:
        """Return whether a text has its variable, or needs none."""
        return text in self._names or text in self._constant

    def variable(self, text: str) -> str:
        """Return the variable that stands for a text."""
        return self._names[text]

    def name(self, text: str, stem: str) -> str:
        """Return a new variable that stands for a text from now on: UUID_1, UUID_2 ..."""
        self._counts[stem] = number = self._counts.get(stem, 0) + 1
        self._names[text] = name = f"{stem}_{number}"
        return name

    def last(self, stem: str) -> str | None:
        """Return the text that the latest variable of a stem stands for."""
        found = [text for text, name in self._names.items() if name.rpartition("_")[0] == stem]
        return found[-1] if found else None

    def fix(self, text: str, name: str) -> None:
        """Let a variable of this name stand for a text."""
        self._names[text] = name

    def hold(self, answer: str, document: Document) -> None:
        """Take note of what an answer holds: a later message may repeat it."""
        for path, place in places(document):
            name = path[-1] if path else ""
            if name == _TOTAL:
                self._held[encode(place.plain())] = answer, path
            elif name in _IDENTIFIERS and place.text:
                self._held.setdefault(place.text, (answer, path))

    def definitions(self, sent: Document, text: str) -> Iterator[str]:
        """Yield a line for each variable that a message needs and that is not there yet."""
        for path, place in places(sent):
            name = str(path[-1]) if path else ""
            value = encode(place.plain()) if name == _TOTAL else place.text
            if value in self._held and not self.known(value or "") and (name in _IDENTIFIERS or name == _TOTAL):
                answer, at = self._held[value or ""]
                yield f"{self.name(value or '', _STEMS.get(name, 'ID'))}=$(value {answer} '{jq_path(at)}')"
        for found in _ORDER_UUID.findall(self._without_known(text)):
            if not self.known(found):
                yield f"{self.name(found, 'UUID')}=$(uuid)"

    def _without_known(self, text: str) -> str:
        return "".join(part for part, variable in self._parts(text) if not variable)

    def in_text(self, text: str) -> str:
        """Return a text as it stands in a here-document."""
        return self._filled(text, _ESCAPED)

    def quoted(self, text: str) -> str:
        """Return a text as a word in double quotes."""
        return f'"{self._filled(text, _ESCAPED_IN_QUOTES)}"'

    def _filled(self, text: str, escaped: re.Pattern[str]) -> str:
        parts = self._parts(text)
        return "".join(f"${{{part}}}" if variable else escaped.sub(r"\\\1", part) for part, variable in parts)

    def _parts(self, text: str) -> Iterator[tuple[str, bool]]:
        """Yield the parts of a text: what stays as it is, and the names of the variables between."""
        if not self._names:
            yield text, False
            return
        texts = sorted(self._names, key=len, reverse=True)
        found = re.split(rf"(?<![A-Za-z0-9])({'|'.join(map(re.escape, texts))})(?![A-Za-z0-9])", text)
        for index, part in enumerate(found):
            yield (self._names[part], True) if index % 2 else (part, False)


def single_quoted(text: str) -> str:
    """Return a text as a word in single quotes, in which a shell replaces nothing."""
    return "'" + text.replace("'", "'\\''") + "'"


def jq_path(path: tuple[str | int, ...]) -> str:
    """Return a path as jq's getpath takes it, fit for single quotes."""
    return json.dumps(list(path)).replace("'", "\\u0027")


def places(document: Document) -> Iterator[tuple[tuple[str | int, ...], Document]]:
    """Yield every place of a document with the names and positions that lead to it."""
    stack: list[tuple[tuple[str | int, ...], Document]] = [((), document)]
    while stack:
        path, place = stack.pop()
        yield path, place
        below: list[tuple[str | int, Document]] = [*place.properties(), *enumerate(place.each())]
        stack.extend(((*path, name), child) for name, child in reversed(below))
