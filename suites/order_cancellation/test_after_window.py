"""Cancellations of what was booked when it could no longer be cancelled, in whatever recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, each, require
from booking_conformance.openactive.iso8601 import DATE_MARGIN, aware_moment, duration, http_date, later
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording.booking import sold_as

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from booking_conformance.recording import Document, Exchange, History
    from booking_conformance.recording.booking import Sold

_CANCELLED = f"{OPENACTIVE}CustomerCancelled"


@check("order-cancellation.never-after-its-window", cites=("u-009",), calls=("order-status",), feature="order-status",
       examples=("cancellation-window",))  # fmt: skip
def test_never_after_its_window(exchange: Exchange, history: History) -> None:
    """The customer never cancels what was booked after the end of its cancellation window.

    Pass: an item that was booked later, by the Date header of the first B, than its startDate less the
    latestCancellationBeforeStartDate of its offer is not cancelled by the customer. Fail: a PATCH cancelled it, and
    Order Status shows it as CustomerCancelled. Not applicable: no such item is known, it takes place at another time by
    now, or something else cancelled it.
    """
    found = _booked_late(exchange, history) if exchange.succeeded else iter(())
    for item, closed, by_patch in each(found, "No item is known to have been booked after its cancellation window."):
        message = "A PATCH cancelled the item, which was booked after the end of its cancellation window."
        at, expected = item["orderItemStatus"], f"CancellationNotPermittedError since {closed}"
        require(not by_patch, message, at=at, expected=expected)


def _booked_late(exchange: Exchange, history: History) -> Iterator[tuple[Document, datetime, bool]]:
    """Yield each item booked after its window closed, with when that was, and whether a PATCH cancelled it."""
    order = exchange.partner, exchange.order_uuid or ""
    booking, cancelled = history.bookings.booked(*order), history.bookings.cancelled(*order)
    booked = http_date(booking.date) if booking is not None and booking.date else None
    if booking is None or booked is None or not booking.by.surely_before(exchange):
        return
    for item in exchange.answer["orderedItem"].each():
        sold = booking.sold.get(item.id or "")
        closed = _closes(sold) if sold is not None else None
        if closed is not None and closed + DATE_MARGIN < booked and _closes(sold_as(item)) == closed:
            by = cancelled.get(item.id or "")
            patched = by is not None and by.by.call == "cancellation" and by.by.surely_before(exchange)
            if item["orderItemStatus"].text != _CANCELLED or patched:
                yield item, closed, item["orderItemStatus"].text == _CANCELLED


def _closes(sold: Sold) -> datetime | None:
    start, before = aware_moment(sold.starts), duration(sold.latest)
    return later(start, -before) if start is not None and before is not None else None
