"""Which Orders somebody asked to delete, and when: what a deletion may have met says nothing of an Order that lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.recording.booking import without_messages

if TYPE_CHECKING:
    from booking_conformance.recording.exchange import Exchange

# A recording may be longer than memory.
_ORDERS_KEPT = 200_000


class Deletions:
    """Remembers the first request to delete each Order, by whomever: one that nobody saw answered may have had effect.

    Beyond ``orders_kept`` Orders nothing is known any more, and any Order may have been deleted.
    """

    def __init__(self, orders_kept: int = _ORDERS_KEPT) -> None:
        self._orders_kept = orders_kept
        self._first: dict[str, Exchange] = {}

    def add(self, exchange: Exchange) -> None:
        """Take in an exchange, in any order."""
        if exchange.call != "order-deletion" or exchange.order_uuid is None:
            return
        order = exchange.order_uuid.lower()
        first = self._first.get(order)
        if (first is None and len(self._first) <= self._orders_kept) or (first and _is_earlier(exchange, first)):
            self._first[order] = without_messages(exchange)

    def may_have_met(self, exchange: Exchange) -> bool:
        """Return whether the Order of an exchange may have been deleted before it was answered."""
        if len(self._first) > self._orders_kept:
            return True
        first = self._first.get((exchange.order_uuid or "").lower())
        return first is not None and not exchange.surely_before(first)


def _is_earlier(one: Exchange, other: Exchange) -> bool:
    """Return whether one began before another; what has no time may always have."""
    return other.is_timed and (not one.is_timed or one.started < other.started)
