"""The documents that were parsed last. A recording keeps texts: as documents they take many times the memory."""

from __future__ import annotations

from collections import OrderedDict

from booking_conformance.recording.document import Document
from booking_conformance.recording.earlier_keys import with_current_keys
from booking_conformance.recording.json_text import parse_json
from booking_conformance.recording.missing import MISSING

# Documents are asked for soon after one another: twice as much would spare one parse in eight, of some that take
# a twentieth of an audit, and cost each process of a run a megabyte and a half.
_KEPT_BYTES = 2_000_000
# A check compares an answer with its request, and with a few that came before.
_LATEST_KEPT = 12
# What Python's objects for one take besides its text, about.
_BYTES_PER_OBJECT, _BYTES_PER_ARRAY, _BYTES_PER_MEMBER = 200, 80, 110


class ParsedTexts:
    """Parses a text once while it is asked for often; what was not asked for longest is forgotten."""

    def __init__(self, kept_bytes: int = _KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._held: OrderedDict[str, tuple[object, str | None]] = OrderedDict()
        self._sizes: dict[str, int] = {}
        self._bytes = 0
        self._latest: tuple[str | None, tuple[object, str | None]] = (None, (MISSING, None))

    def document(self, text: str) -> tuple[object, str | None]:
        """Return the document in a text, and why there is none, where it is not JSON."""
        if text is self._latest[0]:
            return self._latest[1]
        found = self._held.get(text)
        if found is None:
            found = self._hold(text, _parsed(text))
        else:
            self._held.move_to_end(text)
        # Dozens of checks ask for the same document one after the other.
        self._latest = text, found
        return found

    def _hold(self, text: str, found: tuple[object, str | None]) -> tuple[object, str | None]:
        self._held[text] = found
        self._sizes[text] = size = parsed_size(text)
        self._bytes += size
        while self._bytes > self._kept_bytes and len(self._held) > 1:
            self._bytes -= self._sizes.pop(self._held.popitem(last=False)[0])
        return found


def _parsed(text: str) -> tuple[object, str | None]:
    try:
        return parse_json(text), None
    except ValueError as error:
        return MISSING, str(error)


def parsed_size(text: str) -> int:
    """Return about how many bytes of memory a text takes together with the document in it."""
    objects, arrays, members = text.count("{"), text.count("["), text.count(",")
    return 2 * len(text) + objects * _BYTES_PER_OBJECT + arrays * _BYTES_PER_ARRAY + members * _BYTES_PER_MEMBER


class LatestDocuments:
    """The documents that were read last, with the places in them that were looked at.

    ``asked`` is the answer that was asked for last, ``told`` the request, each with whose it is: dozens of checks ask
    for them in turn.
    """

    def __init__(self, texts: ParsedTexts) -> None:
        self._texts = texts
        self._held: dict[tuple[str, bool], Document] = {}
        self.asked: tuple[object, Document] = (None, Document(MISSING))
        self.told: tuple[object, Document] = (None, Document(MISSING))

    def document(self, text: str, exchange: str, *, earlier_keys: bool = False) -> Document:
        """Return the document in a text of an exchange, named by its id; a missing one where it is not JSON.

        ``earlier_keys`` says that it may have those of version 1.0.
        """
        key = text, earlier_keys
        held = self._held.get(key)
        if held is None or held.exchange != exchange:
            value = self._texts.document(text)[0] if text else MISSING
            held = Document(with_current_keys(value) if earlier_keys else value, "", exchange)
            if len(self._held) >= _LATEST_KEPT:
                del self._held[next(iter(self._held))]
            self._held[key] = held
        return held


PARSED = ParsedTexts()
LATEST = LatestDocuments(PARSED)
