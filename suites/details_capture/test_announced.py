"""Errors about details that no quote had asked for, in whatever recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from booking_conformance.check import check, each, require
from booking_conformance.check.comparison import bought
from booking_conformance.openactive.answers import errors_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.recording import Document, Exchange, History

_QUOTES = frozenset({"C1", "C2"})
# What announces the details that an error says are missing, and the rows that demand it.
_ANNOUNCED_BY = {
    "IncompleteAttendeeDetailsError": ("attendeeDetailsRequired", ("det-005", "c1-015")),
    "IncompleteIntakeFormError": ("orderItemIntakeForm", ("c1-006", "c1-015")),
}


class _Missed(NamedTuple):
    """A property that announces details, the rows that demand it, and whether anything had it."""

    name: str
    rows: tuple[str, ...]
    announced: bool


@check("details-capture.missing-were-announced", cites=("det-005", "c1-006", "c1-015"), calls=("C2", "P", "B"),
       examples=("attendee-details", "additional-details"))  # fmt: skip
def test_missing_were_announced(exchange: Exchange, history: History) -> None:
    """An item lacks only details that its quote has asked for.

    Pass: an item with IncompleteAttendeeDetailsError has attendeeDetailsRequired, and one with
    IncompleteIntakeFormError an orderItemIntakeForm, here or in an earlier quote for its opportunity and offer under
    the same Order UUID. Fail: it has none here, and a quote before that had no error on it had none either. Not
    applicable: no item has such an error, or no such quote was recorded.
    """
    found = [(item, missed) for item in exchange.answer["orderedItem"].each() for missed in _missed(item)]
    quoted = _quoted(exchange, history) if found else {}
    judged = [
        (item, missed._replace(announced=missed.announced or missed.name in quoted[bought(item)]))
        for item, missed in found
        if bought(item) in quoted
    ]
    for item, missed in each(judged, "No item that was quoted before is said to lack details."):
        message = f"The item lacks details though no quote had {missed.name}."
        at = item[missed.name]
        require(missed.announced, message, at=at, expected=missed.name, requirement=missed.rows)


def _missed(item: Document) -> Iterator[_Missed]:
    for error in errors_of(item):
        name, rows = _ANNOUNCED_BY.get(error.type or "", ("", ()))
        if name:
            yield _Missed(name, rows, announced=bool(item[name].each()))


def _quoted(exchange: Exchange, history: History) -> dict[tuple[str, str], set[str]]:
    """Return what earlier quotes asked for, by what it was asked of; nothing of what had errors or was not shown."""
    found: dict[tuple[str, str], set[str]] = {}
    for quote in history.before(exchange):
        if quote.call in _QUOTES and quote.is_whole and quote.surely_before(exchange):
            for item in quote.answer["orderedItem"].each():
                if not errors_of(item) and all(bought(item)):
                    known = found.setdefault(bought(item), set())
                    known.update(name for name, _ in _ANNOUNCED_BY.values() if item[name].each())
    return found
