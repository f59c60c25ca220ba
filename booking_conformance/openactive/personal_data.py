"""Looking for personal data in what a booking system says, in whatever writing it comes back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from booking_conformance.recording.redaction.secret_forms import base64_needles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from booking_conformance.recording import Exchange

OF_CUSTOMERS = ("givenName", "familyName", "email", "telephone", "identifier")
"""The properties of a customer that are looked for."""

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Trace:
    """Where personal data came back: which of the values, in which writing, in the body or in which header."""

    exchange: Exchange
    name: str
    writing: str
    place: str

    def __str__(self) -> str:
        return f"{self.name} ({self.writing}) in {self.place} of {self.exchange.summary}"


class Search:
    """Looks for ``values`` (name → text): as they are or in lower case, percent-, base64- or JSON-escaped.

    The time it takes grows with the length of what is searched, and not with how often a value could begin.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        # A form writes a space as "+".
        self._plain = [
            (name, form) for name, text in values.items() for form in {text.lower(), text.lower().replace(" ", "+")}
        ]
        self._base64 = [
            (name, needle)
            for name, text in values.items()
            for form in dict.fromkeys((text, text.lower()))
            for needle in base64_needles(form)
        ]
        self._clean: set[str] = set()

    def in_exchange(self, exchange: Exchange) -> Trace | None:
        """Return the first trace in the body or a header of the response, or None."""
        for place, text in _texts(exchange):
            if text in self._clean:
                continue
            found = self.in_text(text)
            if found is not None:
                return Trace(exchange, found[0], found[1], place)
            # Most headers say the same in all responses, and so do many pages of feeds.
            self._clean.add(text)
        return None

    def in_text(self, text: str) -> tuple[str, str] | None:
        """Return the name of the first value that stands in ``text`` and how it is written, or None."""
        for writing, plain in _readings(text):
            for name, value in self._plain:
                if value in plain:
                    return name, writing
        for name, needle in self._base64:
            if needle in text:
                return name, "base64-encoded"
        return None

    def names_in(self, text: str) -> set[str]:
        """Return the names of all values that stand in ``text`` unencoded."""
        plain = text.lower()
        return {name for name, value in self._plain if value in plain}

    def traces(self, exchanges: Iterable[Exchange]) -> Iterator[Trace]:
        """Yield a trace for each exchange that has one."""
        for exchange in exchanges:
            trace = self.in_exchange(exchange)
            if trace is not None:
                yield trace


def _texts(exchange: Exchange) -> Iterator[tuple[str, str]]:
    if exchange.response is None:
        return
    if not exchange.body_lost:
        yield "the body", exchange.text
    for name, value in exchange.response.headers:
        yield f"the header {name}", value


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """Yield ``text`` in lower case, and as it reads when its escapes are taken back."""
    yield "as it is", text.lower()
    unescaped = _unescaped(text) if "\\" in text else text
    if unescaped is not text:
        yield "JSON-escaped", unescaped.lower()
    if "%" in unescaped:
        yield "percent-encoded", unquote(unescaped).lower()


def _unescaped(text: str) -> str:
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.replace("\\/", "/")
