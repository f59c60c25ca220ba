"""Collects the exchanges of a run as they happen. What is not redacted never gets in."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.recording import Exchange

if TYPE_CHECKING:
    from datetime import datetime

    from booking_conformance.recording import Request, Response
    from booking_conformance.recording.redaction import Redactor


FEEDS = frozenset({"open-feed", "orders-feed", "order-proposals-feed"})
# What an exchange takes besides its bodies, about.
_BYTES_PER_EXCHANGE = 2_000
_SHARE_OF_FEEDS = 0.4


class Recorder:
    """Gives each exchange its id (``x0001`` ...) in the order of sending and stores it redacted.

    A recording takes up to ``most_bytes`` of memory. Feeds have a share of it; further pages are read, but stored
    without their bodies.
    """

    def __init__(self, redactor: Redactor, most_bytes: int) -> None:
        self.redactor = redactor
        self.exchanges: list[Exchange] = []
        self._most_bytes = most_bytes
        self._bytes = 0
        self._bytes_of_feeds = 0
        self._numbered = 0
        self.superseded = 0

    def next_id(self) -> str:
        """Return the id for an exchange that is about to begin."""
        self._numbered += 1
        return f"x{self._numbered:04d}"

    def record(
        self,
        identifier: str,
        *,
        call: str,
        request: Request,
        response: Response | None,
        started: datetime,
        duration_ms: float,
        error: str | None = None,
        scenario: str = "",
        step: str = "",
        partner: str = "",
        order_uuid: str | None = None,
        intent: str = "ordinary",
    ) -> Exchange:
        """Store an exchange, redacted, and return it as stored."""
        exchange = self.redactor.redact(
            Exchange(
                id=identifier,
                call=call,
                request=request,
                response=response,
                started=started,
                duration_ms=duration_ms,
                error=error,
                scenario=scenario,
                step=step,
                partner=partner,
                order_uuid=order_uuid,
                intent=intent,
            )
        )
        self._store(exchange)
        return exchange

    @property
    def full(self) -> bool:
        """Tell whether no more can be stored."""
        return self._bytes >= self._most_bytes

    def _store(self, exchange: Exchange) -> None:
        size = _BYTES_PER_EXCHANGE + sys.getsizeof(exchange.request.body)
        body = sys.getsizeof(exchange.response.body) if exchange.response else 0
        if exchange.response is not None and exchange.call in FEEDS:
            self._bytes_of_feeds += body
            if self._bytes_of_feeds > self._most_bytes * _SHARE_OF_FEEDS:
                self._bytes_of_feeds -= body
                body = 0
                exchange = replace(exchange, response=replace(exchange.response, body="", body_lost=True))
        self._bytes += size + body
        self.exchanges.append(exchange)

    def supersede(self, exchange: Exchange) -> None:
        """Mark a stored exchange as one whose request was sent again: what came of that is judged instead."""
        places = reversed(range(len(self.exchanges)))
        place = next(index for index in places if self.exchanges[index].id == exchange.id)
        stored = self.exchanges[place]
        self.exchanges[place] = replace(stored, step=f"{stored.step} (repeated)", superseded=True)
        self.superseded += 1

    def in_order(self) -> list[Exchange]:
        """Return all exchanges in the order of sending."""
        return sorted(self.exchanges, key=lambda exchange: (exchange.started, exchange.id))
