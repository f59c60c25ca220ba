"""What is remembered of Orders, as far as it lasts: what B said of each, and which of their items were cancelled.

Only that is kept which no later act may change: the items of an Order, that it costs no more, and cancellations.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple

from booking_conformance.recording.booking import booking, without_messages
from booking_conformance.recording.exchange import NotRecorded

if TYPE_CHECKING:
    from booking_conformance.recording.booking import Booking
    from booking_conformance.recording.document import Document
    from booking_conformance.recording.exchange import Exchange

    _Order = tuple[str, str]

_CANCELLED = "Cancelled"


class Cancelled(NamedTuple):
    """By what exchange, without its messages, an item is known to be cancelled; in a feed, with its ``modified``."""

    by: Exchange
    modified: object = None


class Bookings:
    """Remembers the latest Orders by booking partner and Order UUID; an Order that is deleted is forgotten."""

    def __init__(self, orders_kept: int) -> None:
        self._orders_kept = orders_kept
        self._booked: OrderedDict[_Order, Booking] = OrderedDict()
        self._cancelled: OrderedDict[_Order, dict[str, Cancelled]] = OrderedDict()
        self._shown: OrderedDict[_Order, dict[str, Cancelled]] = OrderedDict()
        self._deleted: OrderedDict[_Order, Exchange] = OrderedDict()

    def copy(self) -> Bookings:
        """Return another that remembers the same."""
        found = Bookings(self._orders_kept)
        found._booked, found._deleted = self._booked.copy(), self._deleted.copy()
        found._cancelled = OrderedDict((order, dict(items)) for order, items in self._cancelled.items())
        found._shown = OrderedDict((order, dict(items)) for order, items in self._shown.items())
        return found

    def add(self, exchange: Exchange) -> None:
        """Take in an exchange."""
        call = exchange.call
        if call == "order-deletion":
            self._delete(exchange)
        elif exchange.succeeded:
            try:
                if call == "B":
                    self._book(exchange)
                elif call == "cancellation":
                    self._note(self._cancelled, exchange, exchange.sent)
                elif call in {"order-status", "orders-feed"} and _CANCELLED in exchange.text:
                    self._see(exchange)
            except NotRecorded:
                return

    def booked(self, partner: str, order_uuid: str) -> Booking | None:
        """Return what the first B of an Order that is recorded said."""
        return self._booked.get((partner, order_uuid.lower()))

    def cancelled(self, partner: str, order_uuid: str) -> dict[str, Cancelled]:
        """Return the items of an Order, by @id, that a PATCH cancelled, or that Order Status showed as cancelled."""
        return self._cancelled.get((partner, order_uuid.lower()), {})

    def cancelled_in_feed(self, partner: str, order_uuid: str) -> dict[str, Cancelled]:
        """Return the items of an Order, by @id, that its feed showed as cancelled."""
        return self._shown.get((partner, order_uuid.lower()), {})

    def _delete(self, exchange: Exchange) -> None:
        if exchange.order_uuid is not None:
            order = exchange.partner, exchange.order_uuid.lower()
            for kept in (self._booked, self._cancelled, self._shown):
                kept.pop(order, None)
            self._deleted[order] = without_messages(exchange)
            self._forget(self._deleted)

    def _may_be_gone(self, order: _Order, exchange: Exchange) -> bool:
        """Return whether an Order may have been deleted since it was as an exchange shows it."""
        deletion = self._deleted.get(order)
        return deletion is not None and not deletion.surely_before(exchange)

    def _book(self, exchange: Exchange) -> None:
        order = exchange.partner, (exchange.order_uuid or "").lower()
        if order not in self._booked and not self._may_be_gone(order, exchange):
            self._booked[order] = booking(exchange)
            self._forget(self._booked)

    def _see(self, exchange: Exchange) -> None:
        if exchange.call == "order-status":
            self._note(self._cancelled, exchange, exchange.answer)
            return
        for item in exchange.answer["items"].each():
            self._note(self._shown, exchange, item["data"], item["modified"].value)

    def _note(
        self,
        kept: OrderedDict[_Order, dict[str, Cancelled]],
        exchange: Exchange,
        order: Document,
        modified: object = None,
    ) -> None:
        key = exchange.partner, (exchange.order_uuid or order["identifier"].text or "").lower()
        found = [item.id for item in order["orderedItem"].each() if _is_cancelled(item)]
        if found and not self._may_be_gone(key, exchange):
            known, by = kept.setdefault(key, {}), Cancelled(without_messages(exchange), modified)
            for identifier in filter(None, found):
                known.setdefault(identifier, by)
            self._forget(kept)

    def _forget(self, kept: OrderedDict[_Order, Any]) -> None:
        while len(kept) > self._orders_kept:
            kept.popitem(last=False)


def _is_cancelled(item: Document) -> bool:
    return (item["orderItemStatus"].text or "").endswith(_CANCELLED)
