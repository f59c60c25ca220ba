"""How much of the target's patience is left: requests, bookings, bad credentials, failures in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.client.message import OWN, LimitReached

if TYPE_CHECKING:
    from booking_conformance.client.message import Message
    from booking_conformance.config import Limits
    from booking_conformance.recording import Exchange

BOOKING_CALLS = frozenset({"B", "P"})


class Budget:
    """Counts what is sent and says when it is enough. What it cuts off is not-testable."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.requests = 0
        self._booked: dict[tuple[str, str], bool] = {}
        self.bad_credentials = 0
        self._failures_in_a_row = 0
        self.stopped: str | None = None

    @property
    def bookings(self) -> int:
        """How many Orders and proposals were asked for; repeats of one, and its proposal, count once."""
        return sum(self._booked.values())

    def spend(self, message: Message) -> None:
        """Count a message that is about to be sent; raise LimitReached when it may not be. Clean-up always may."""
        if message.clean_up:
            return
        if self.stopped:
            raise LimitReached(self.stopped)
        self._count("requests", self._limits.requests)
        if message.call in BOOKING_CALLS:
            self._book((message.partner, _uuid_as_sent(message.url)), certain=message.intent == "ordinary")
        if message.credentials != OWN:
            self._count("bad_credentials", self._limits.bad_credentials)

    def _book(self, order: tuple[str, str], *, certain: bool) -> None:
        """Count an Order before it is sent; one that is wrong on purpose no longer counts once it is refused."""
        limit = self._limits.bookings
        if limit is not None and order not in self._booked and len(self._booked) >= limit:
            raise LimitReached(f"the limit of {limit} bookings is reached")
        self._booked[order] = certain or self._booked.get(order, False)

    def _count(self, what: str, limit: int | None) -> None:
        spent = getattr(self, what)
        if limit is not None and spent >= limit:
            raise LimitReached(f"the limit of {limit} {what.replace('_', ' ')} is reached")
        setattr(self, what, spent + 1)

    def note(self, exchange: Exchange) -> None:
        """Take note of an answer; many failures in a row stop the run."""
        if exchange.call in BOOKING_CALLS:
            self._settle((exchange.partner, _uuid_as_sent(exchange.request.url)), exchange)
        answered = exchange.response is not None and (exchange.status < 500 or exchange.answer.type is not None)
        self._failures_in_a_row = 0 if answered else self._failures_in_a_row + 1
        if self._failures_in_a_row >= self._limits.consecutive_failures:
            self.stopped = f"{self._failures_in_a_row} requests in a row failed, the last: {exchange.summary}"

    def _settle(self, order: tuple[str, str], exchange: Exchange) -> None:
        if exchange.refused and not self._booked.get(order, True):
            del self._booked[order]
        elif exchange.succeeded:
            self._booked[order] = True


def _uuid_as_sent(url: str) -> str:
    """Return the Order UUID of B or P in the case that it was sent in: another case may be another Order."""
    return url.partition("?")[0].rpartition("/")[2]
