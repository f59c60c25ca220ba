"""Text of the target made harmless, and shortened, for the places where it is shown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from booking_conformance.recording import parse_json

if TYPE_CHECKING:
    from booking_conformance.recording.exchange import Headers

BODY_SHOWN = 20_000
_INDENTED = 1_000_000
_DEEPEST = 40
# A dozen checks show the same body, one soon after the other.
_PRETTY_KEPT = 128
# A member or an element, as far as it stands on one line: its name, its value or bracket, and the comma behind it.
_STRING = r'"(?:[^"\\]++|\\.)*+"'
_LINE = re.compile(rf"\s*+(?:({_STRING})\s*+:\s*+)?({_STRING}|[{{}}\[\]]|[^\s{{}}\[\],:\"]++)\s*+(,?)")

# C0 and C1 controls but tab and newline; the bidirectional controls, which reorder what a reader sees; lone surrogates.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#!~])")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return ``text`` without characters that steer a terminal or reorder a line; tabs and newlines stay."""
    return _CONTROL.sub("", text)


def one_line(text: str, limit: int = 300) -> str:
    """Return ``text`` printable, on one line of at most ``limit`` characters."""
    line = " ".join(printable(text[: limit * 10]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def markdown(text: str) -> str:
    """Return ``text`` as plain text of Markdown, on one line."""
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def xml_text(text: str) -> str:
    """Return ``text`` without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)


def http_url(url: str) -> str | None:
    """Return ``url`` when it is an http(s) address that a link may lead to, else None."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    safe = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return url if safe and url == printable(url) else None


@lru_cache(_PRETTY_KEPT)
def pretty(body: str, limit: int = BODY_SHOWN) -> str:
    """Return a body for reading: JSON indented, anything else as it is, cut at ``limit`` characters with a note."""
    text = printable(_indented(body))
    if len(text) <= limit:
        return text
    return f"{text[:limit]}\n… {len(text) - limit:,} further characters: see exchanges.har"


def _indented(body: str) -> str:
    """Indent line by line, so that numbers, escapes and repeated names stand as they were sent."""
    if len(body) > _INDENTED:
        return body
    try:
        parse_json(body)
    except ValueError:
        return body
    lines: list[str] = []
    depth, opened = 0, False
    for name, value, comma in _LINE.findall(body):
        closes = value in "]}"
        depth -= closes
        if closes and opened:
            lines[-1] += value + comma
        else:
            lines.append(f"{'  ' * min(depth, _DEEPEST)}{name}{': ' if name else ''}{value}{comma}")
        opened = value in "[{"
        depth += opened
    return "\n".join(lines)


def header_lines(headers: Headers) -> str:
    """Return headers as they stand in a message, one line each."""
    return "\n".join(f"{one_line(name)}: {one_line(value, 1000)}" for name, value in headers)
