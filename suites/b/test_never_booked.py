"""P and B for what they show themselves to be past, called off, or not yet on sale, in whatever recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, each, not_applicable, require
from booking_conformance.check.anew import asks_anew
from booking_conformance.check.comparison import bought, wanted
from booking_conformance.openactive.answers import Kind, kind_of
from booking_conformance.openactive.leases import server_time
from booking_conformance.recording import NotRecorded
from booking_conformance.suites.quotes.unbookable import rows_against

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, History

_QUOTES = frozenset({"C1", "C2"})
_TELLING = ("startDate", "endDate", "eventStatus")


@check("b.unbookable-never-booked", cites=("bkb-003", "bkb-004", "bkb-006"), calls=("P", "B"),
       examples=("booking", "unavailable[past]", "called-off"))  # fmt: skip
def test_unbookable_never_booked(exchange: Exchange, history: History) -> None:
    """Nothing is booked or proposed that the response shows to be called off, over for a day, or not yet on sale.

    Pass: no item of P or B that succeeds is of an opportunity that has the eventStatus EventCancelled or
    EventPostponed, ended more than a day before the Date header, or begins later after it than the
    validFromBeforeStartDate of its offer allows. Fail: one is. Not applicable: no item says when its opportunity takes
    place or whether it does, or the request repeats or takes up what was made before. In recordings of others, which
    may lack that, only where a quote before it for the same items shows the opportunity so, too, is something judged to
    be wrong.
    """
    if not exchange.succeeded or not asks_anew(exchange, history):
        not_applicable("Nothing new was booked or proposed.")
    now, listed = server_time(exchange), exchange.answer["orderedItem"].each()
    telling = [item for item in listed if any(item["orderedItem"][name] for name in _TELLING)]
    for item in each(telling, "No item says when its opportunity takes place, or whether it does."):
        rows = rows_against(item, now)
        if rows and not (history.is_of_run or _was_unbookable(item, exchange, history)):
            not_applicable("What the response shows may have been booked before, when it could be.")
        message = f"{exchange.call} succeeded for what it shows to be past, called off or not yet on sale."
        require(not rows, message, at=item["orderedItem"], expected="a refusal", requirement=rows)


def _was_unbookable(item: Document, exchange: Exchange, history: History) -> bool:
    """Return whether the latest quote for the same items shows what an item is of as unbookable, too."""
    quotes = [one for one in history.before(exchange) if one.call in _QUOTES and one.surely_before(exchange)]
    if not quotes:
        return False
    quote = quotes[-1]
    try:
        quoted = quote.answer["orderedItem"].each() if kind_of(quote) is not Kind.ERROR else []
        now, same = server_time(quote), wanted(quote) == wanted(exchange)
    except NotRecorded:
        return False
    return same and any(bought(one) == bought(item) and rows_against(one, now) for one in quoted)
