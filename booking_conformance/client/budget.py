"""How much of the target's patience is left: requests, bookings, bad credentials, failures in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.client.credentials import OWN

if TYPE_CHECKING:
    from booking_conformance.client.session import Message
    from booking_conformance.config import Limits
    from booking_conformance.recording import Exchange

BOOKING_CALLS = frozenset({"B", "P"})


class LimitReached(Exception):
    """A limit of the run cuts off what was to be sent."""


class Budget:
    """Counts what is sent and says when it is enough. What it cuts off is not-testable."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.requests = 0
        self._booked: set[tuple[str, str]] = set()
        self.bad_credentials = 0
        self._failures_in_a_row = 0
        self.stopped: str | None = None

    @property
    def bookings(self) -> int:
        """How many Orders and proposals were asked for; repeats of one, and its proposal, count once."""
        return len(self._booked)

    def spend(self, message: Message) -> None:
        """Count a message that is about to be sent; raise LimitReached when it may not be. Clean-up always may."""
        if message.tidying:
            return
        if self.stopped:
            raise LimitReached(self.stopped)
        self._count("requests", self._limits.requests)
        if message.call in BOOKING_CALLS and message.intent == "ordinary":
            self._book(message.partner, message.order_uuid or "")
        if message.credentials != OWN:
            self._count("bad_credentials", self._limits.bad_credentials)

    def _book(self, partner: str, uuid: str) -> None:
        limit = self._limits.bookings
        if limit is not None and (partner, uuid) not in self._booked and len(self._booked) >= limit:
            raise LimitReached(f"the limit of {limit} bookings is reached")
        self._booked.add((partner, uuid))

    def _count(self, what: str, limit: int | None) -> None:
        spent = getattr(self, what)
        if limit is not None and spent >= limit:
            raise LimitReached(f"the limit of {limit} {what.replace('_', ' ')} is reached")
        setattr(self, what, spent + 1)

    def note(self, exchange: Exchange) -> None:
        """Take note of an answer; many failures in a row stop the run."""
        answered = exchange.response is not None and (exchange.status < 500 or exchange.answer.type is not None)
        self._failures_in_a_row = 0 if answered else self._failures_in_a_row + 1
        if self._failures_in_a_row >= self._limits.consecutive_failures:
            self.stopped = f"{self._failures_in_a_row} requests in a row failed, the last: {exchange.summary}"
