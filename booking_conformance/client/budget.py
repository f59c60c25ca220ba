"""How much a run may still ask of its target: requests, bookings, bad credentials, failures in a row, and time."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from booking_conformance.client.message import OWN, LimitReached
from booking_conformance.recording import FEEDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from booking_conformance.client.message import Message
    from booking_conformance.config import Limits
    from booking_conformance.recording import Exchange

BOOKING_CALLS = frozenset({"B", "P"})
# A target may be busy, or lose an answer, now and then; what happens more often than this is how it is.
_REPEATS_AT_LEAST = 20
_REQUESTS_PER_REPEAT = 20


class Budget:
    """Counts what is sent and says when it is enough. What it cuts off is not-testable.

    Pages of feeds are no requests in this count: how often they are asked for depends on how soon they show something,
    and ``feed_pages`` limits them.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.requests = 0
        self._booked: dict[tuple[str, str], bool] = {}  # and whether it was made for certain
        self.bad_credentials = 0
        self._failures_in_a_row = 0
        self._repeats = 0
        self._until = time.monotonic() + limits.minutes * 60 if limits.minutes else math.inf
        self.stopped: str | None = None

    @property
    def bookings(self) -> int:
        """How many Orders and proposals may have been made; repeats of one, and its proposal, count once."""
        return len(self._booked)

    def spend(self, message: Message) -> None:
        """Count a message that is about to be sent; raise LimitReached when it may not be. Clean-up always may."""
        if message.clean_up:
            return
        if self.stopped or self.seconds_left <= 0:
            raise LimitReached(self.stopped or self.out_of_time())
        if message.call not in FEEDS:
            self._count("requests", self._limits.requests)
        if message.call in BOOKING_CALLS:
            self._book((message.partner, _uuid_as_sent(message.url)))
        if message.credentials != OWN:
            self._count("bad_credentials", self._limits.bad_credentials)

    def _book(self, order: tuple[str, str]) -> None:
        """Count an Order before it is sent; it no longer counts once it is refused."""
        limit = self._limits.bookings
        if limit is not None and order not in self._booked and len(self._booked) >= limit:
            raise LimitReached(f"the limit of {limit} bookings is reached", _raise("bookings"))
        self._booked.setdefault(order, False)

    def take_over(self, exchanges: Iterable[Exchange]) -> None:
        """Count what a run that is resumed has sent already."""
        for exchange in exchanges:
            self.requests += exchange.call not in FEEDS
            if exchange.call in BOOKING_CALLS:
                order = (exchange.partner, _uuid_as_sent(exchange.request.url))
                self._booked.setdefault(order, False)
                self._settle(order, exchange)

    def _count(self, what: str, limit: int | None) -> None:
        spent = getattr(self, what)
        if limit is not None and spent >= limit:
            raise LimitReached(f"the limit of {limit} {what.replace('_', ' ')} is reached", _raise(what))
        setattr(self, what, spent + 1)

    @property
    def seconds_left(self) -> float:
        """How long the run may go on; without a limit for ever."""
        return self._until - time.monotonic()

    def out_of_time(self) -> str:
        """Stop the run because its time is over, and return that as a reason."""
        return self.stop(f"the limit of {self._limits.minutes:g} minutes is reached")

    def stop(self, reason: str) -> str:
        """Stop the run, for the first reason that is given; return that."""
        self.stopped = self.stopped or reason
        return self.stopped

    def may_repeat(self) -> bool:
        """Count a request that is to be sent again; say no when that was done too often for a bad moment."""
        self._repeats += 1
        return self._repeats <= _REPEATS_AT_LEAST + self.requests // _REQUESTS_PER_REPEAT

    def settle(self, exchange: Exchange) -> None:
        """Take note of what came of a booking; one that was refused does not count."""
        if exchange.call in BOOKING_CALLS:
            self._settle((exchange.partner, _uuid_as_sent(exchange.request.url)), exchange)

    def note(self, exchange: Exchange) -> None:
        """Take note of the answer that stands; many failures in a row stop the run."""
        answered = exchange.status not in {0, 429} and (exchange.status < 500 or exchange.shown_type)
        self._failures_in_a_row = 0 if answered else self._failures_in_a_row + 1
        if self._failures_in_a_row >= self._limits.consecutive_failures:
            self.stopped = f"{self._failures_in_a_row} requests in a row failed, the last: {exchange.summary}"

    def _settle(self, order: tuple[str, str], exchange: Exchange) -> None:
        # A system that broke down over an ordinary Order may have made it all the same.
        refused = exchange.refused and (exchange.status < 500 or exchange.intent != "ordinary")
        if refused and not self._booked.get(order, True):
            del self._booked[order]
        elif exchange.succeeded:
            self._booked[order] = True


def _raise(limit: str) -> str:
    return f"Raise {limit} under [limits]."


def _uuid_as_sent(url: str) -> str:
    """Return the Order UUID of B or P in the case that it was sent in: another case may be another Order."""
    return url.partition("?")[0].rpartition("/")[2]
