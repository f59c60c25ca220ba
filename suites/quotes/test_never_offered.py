"""What a quote itself shows to be past, called off, or not yet on sale, in whatever recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, each, require
from booking_conformance.openactive.answers import Kind, kind_of
from booking_conformance.openactive.leases import server_time
from booking_conformance.suites.quotes.unbookable import error_types, rows_against

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, History


@check("quotes.unbookable-never-offered", cites=("bkb-003", "bkb-004", "bkb-006"), calls=("C1", "C2"),
       examples=("unavailable", "called-off"))  # fmt: skip
def test_unbookable_never_offered(exchange: Exchange, history: History) -> None:
    """A quote offers nothing that it shows to be called off, over for a day, or not yet on sale.

    Pass: every item whose opportunity has the eventStatus EventCancelled or EventPostponed, or ended more than a day
    before the Date header of the response (without one: before the time of the run), or begins later after it than the
    validFromBeforeStartDate of its offer allows, has an error. Fail: one has none. Not applicable: no item of a quote
    shows such an opportunity, or nothing states what time it was.
    """
    listed = exchange.answer["orderedItem"].each() if kind_of(exchange) is not Kind.ERROR else []
    now = server_time(exchange) or (exchange.started if history.is_of_run else None)
    found = [(item, rows) for item in listed if (rows := rows_against(item, now))]
    for item, rows in each(found, "No item is past, called off or not yet on sale."):
        message = f"{exchange.call} offers what it shows to be past, called off or not yet on sale."
        require(bool(error_types(item)), message, at=item["orderedItem"], expected="an error", requirement=rows)
