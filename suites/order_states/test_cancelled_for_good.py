"""A cancellation lasts: no later answer shows the item otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from booking_conformance.check import check, not_applicable, require
from booking_conformance.openactive.money import CANCELLED
from booking_conformance.openactive.rpde import follows, position_of
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Document, Exchange, History

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.check.verify import Rows
    from booking_conformance.recording.booking import Booking
    from booking_conformance.recording.bookings import Cancelled

_BY_CUSTOMER = f"{OPENACTIVE}CustomerCancelled"
_ATTENDANCE = ("Attended", "Absent")
_SHOWING = ("order-status", "orders-feed")


@check("order-states.cancelled-stays-cancelled", cites=("of-033", "u-013", "of-009"), calls=_SHOWING,
       examples=("cancellation", "orders-feed"))  # fmt: skip
def test_cancelled_stays_cancelled(exchange: Exchange, history: History) -> None:
    """An item that is cancelled is never shown otherwise again.

    Pass: Order Status shows every item as cancelled that an earlier PATCH cancelled, or that it showed so before; the
    Orders feed shows every such item so that it showed so in an earlier version of the Order, or that was cancelled
    before another one which the same page shows as cancelled. Fail: it shows one otherwise. Not applicable: no item is
    known to be cancelled, or nothing shows that it was before. How late a feed may be is not said (open reading 27).
    """
    if exchange.call == "order-status":
        _judge_status(exchange, history)
    else:
        _judge_page(exchange, history)


def _judge_status(exchange: Exchange, history: History) -> None:
    known = history.bookings.cancelled(exchange.partner, exchange.order_uuid or "")
    if not known or not exchange.succeeded:
        not_applicable("No item of the Order is known to have been cancelled.")
    found = [(item, known[item.id]) for item in exchange.answer["orderedItem"].each() if item.id in known]
    judged = [(item, before) for item, before in found if before.by.surely_before(exchange)]
    if not judged:
        not_applicable("No item of the Order is known to have been cancelled before.")
    for item, before in judged:
        _require_cancelled(item, before, "of-033")


def _require_cancelled(item: Document, before: Cancelled, rows: Rows) -> None:
    status, message = item["orderItemStatus"], f"The item had been cancelled before ({before.by.id})."
    # Whether what was attended can be cancelled is out of scope (open reading 31).
    attended = before.by.call == "cancellation" and (status.text or "").endswith(_ATTENDANCE)
    right = not status or attended or status.text in CANCELLED
    require(right, message, at=status, expected="cancelled", requirement=rows)


def _judge_page(exchange: Exchange, history: History) -> None:
    rows = list(_cancelled_on(exchange, history)) if exchange.status == 200 else []
    if not rows:
        not_applicable("The page has no item that is known to have been cancelled before.")
    last = _last_arrived(rows)
    for row in rows:
        if row.shown is not None and _is_no_older(row.entry, row.shown):
            _require_cancelled(row.item, row.shown, ("of-033", "of-009"))
        if row.known is not None and last is not None and row.known.by.surely_before(last):
            _require_cancelled(row.item, row.known, ("u-013", "of-009"))


class _Row(NamedTuple):
    """An OrderItem on a page, its entry there, and how it is known to be cancelled: by whom, and by the feed itself."""

    entry: Document
    item: Document
    known: Cancelled | None
    shown: Cancelled | None
    booked: Booking | None


def _cancelled_on(page: Exchange, history: History) -> Iterator[_Row]:
    bookings = history.bookings
    for entry in page.answer["items"].each():
        order = page.partner, entry["data"]["identifier"].text or ""
        known, shown = bookings.cancelled(*order), bookings.cancelled_in_feed(*order)
        if known or shown:
            for item in entry["data"]["orderedItem"].each():
                identifier = item.id or ""
                before, seen = _before(page, known.get(identifier)), _before(page, shown.get(identifier))
                yield _Row(entry, item, before, seen, bookings.booked(*order))


def _before(page: Exchange, cancelled: Cancelled | None) -> Cancelled | None:
    return cancelled if cancelled is not None and cancelled.by.surely_before(page) else None


def _last_arrived(rows: list[_Row]) -> Exchange | None:
    """Return the latest PATCH whose effect the page shows: what was done before it has come through the feed, too.

    One that only repeats another shows nothing, so the Order must have been booked before in the same recording.
    """
    found = [
        row.known.by
        for row in rows
        if row.known is not None and row.booked is not None and row.item["orderItemStatus"].text == _BY_CUSTOMER
        if row.known.by.call == "cancellation" and row.booked.by.surely_before(row.known.by)
    ]
    return max(found, key=lambda patch: patch.started, default=None)


def _is_no_older(entry: Document, shown: Cancelled) -> bool:
    """Return whether an entry is of the version of the Order that was shown before, or of a later one."""
    now, then = position_of(entry), position_of(Document({"modified": shown.modified}))
    return now.modified == then.modified or follows(now, then) is True
