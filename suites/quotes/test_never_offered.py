"""What a quote itself shows to be past or called off, in whatever recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, each, require
from booking_conformance.openactive.answers import Kind, kind_of
from booking_conformance.openactive.leases import server_time
from booking_conformance.openactive.opportunities.past import is_long_over
from booking_conformance.suites.quotes.unbookable import error_types

if TYPE_CHECKING:
    from datetime import datetime

    from booking_conformance.recording import Document, Exchange, History

_CALLED_OFF = ("https://schema.org/EventCancelled", "https://schema.org/EventPostponed")


@check("quotes.unbookable-never-offered", cites=("bkb-003", "bkb-004"), calls=("C1", "C2"),
       examples=("unavailable", "called-off"))  # fmt: skip
def test_unbookable_never_offered(exchange: Exchange, history: History) -> None:
    """A quote offers nothing that it shows to be called off, or over for a day.

    Pass: every item whose opportunity has the eventStatus EventCancelled or EventPostponed, or ended more than a day
    before the Date header of the response (without one: before the time of the run), has an error. Fail: one has none.
    Not applicable: no item of a quote shows such an opportunity, or nothing states what time it was.
    """
    listed = exchange.answer["orderedItem"].each() if kind_of(exchange) is not Kind.ERROR else []
    now = server_time(exchange) or (exchange.started if history.is_of_run else None)
    found = [(item, rows) for item in listed if (rows := _rows(item["orderedItem"], now))]
    for item, rows in each(found, "No item is past or called off."):
        message = f"{exchange.call} offers what it shows to be past or called off."
        require(bool(error_types(item)), message, at=item["orderedItem"], expected="an error", requirement=rows)


def _rows(opportunity: Document, now: datetime | None) -> tuple[str, ...]:
    """Return the rows by which an opportunity cannot be booked, as far as it shows that."""
    if opportunity["eventStatus"].text in _CALLED_OFF:
        return ("bkb-004",)
    return ("bkb-003",) if now is not None and is_long_over(opportunity, now) else ()
