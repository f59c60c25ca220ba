"""Details that a quote required and a later request leaves out, in whatever recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, not_applicable, require
from booking_conformance.check.anew import asks_anew
from booking_conformance.check.comparison import bought
from booking_conformance.openactive.answers import errors_of

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, History

_QUOTES = frozenset({"C1", "C2"})


@check("details-capture.required-never-left-out", cites=("det-010", "err-027", "err-017", "det-019", "err-029"),
       calls=("C2", "P", "B"), examples=("attendee-details", "additional-details"))  # fmt: skip
def test_required_never_left_out(exchange: Exchange, history: History) -> None:
    """No request succeeds that says nothing of the details which a quote required.

    Pass: each item has an `attendee` if a quote for the same Order UUID stated attendeeDetailsRequired for its
    opportunity and offer, and an orderItemIntakeFormResponse if it stated an orderItemIntakeForm with a field that
    requires a value, or the response has an error on the item. Fail: otherwise. Not applicable: nothing is required of
    the items that the response lists, it is refused as a whole, or it repeats or takes up what was made before.
    """
    asked = _asked(exchange, history)
    items = [item for item in exchange.sent["orderedItem"].each() if bought(item) in asked]
    listed = {bought(item): bool(errors_of(item)) for item in exchange.answer["orderedItem"].each()}
    known = all(bought(item) in listed for item in items)
    if not items or not known or not asks_anew(exchange, history):
        not_applicable("Nothing is required of what is asked for, as far as the response lists it.")
    for item in items:
        for name, rows in asked[bought(item)].items():
            told = bool(item[name]) or listed[bought(item)]
            if not told and not exchange.succeeded:
                not_applicable("The request is refused for another reason.")
            message = f"{exchange.call} succeeded without the {name} that the quote requires."
            require(told, message, at=exchange, expected="an error", got=item.pointer, requirement=rows)


def _asked(exchange: Exchange, history: History) -> dict[tuple[str, str], dict[str, tuple[str, ...]]]:
    """Return what quotes required of opportunities and offers: which property, by which rows."""
    quotes = [each for each in history.before(exchange) if each.call in _QUOTES and each.is_whole and each.succeeded]
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for quote in (*quotes, exchange):
        for item in quote.answer["orderedItem"].each():
            required = _required_of(item, quoted=exchange.call == "C2")
            if required:
                found[bought(item)] = required
    return found


def _required_of(item: Document, *, quoted: bool) -> dict[str, tuple[str, ...]]:
    attendee = bool(item["attendeeDetailsRequired"].each())
    form = any(field["valueRequired"].value is True for field in item["orderItemIntakeForm"].each())
    rows = {"attendee": ("det-010", "err-027"), "orderItemIntakeFormResponse": ("det-019", "err-029")}
    names = (("attendee", attendee), ("orderItemIntakeFormResponse", form))
    return {name: rows[name] if quoted else ("err-017",) for name, required in names if required}
