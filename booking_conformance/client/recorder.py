"""Collects the exchanges of a run as they happen. What is not redacted never gets in."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from booking_conformance.client.page_bodies import PageBodies
from booking_conformance.recording import Exchange
from booking_conformance.recording.recording_log import UNANSWERED
from booking_conformance.recording.shared_bodies import SharedBodies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from booking_conformance.client.witness import Witness
    from booking_conformance.recording import Request, Response
    from booking_conformance.recording.recording_log import RecordingLog
    from booking_conformance.recording.redaction.redaction import Redactor


# What an exchange takes besides its texts, about.
_BYTES_PER_EXCHANGE = 2_000
# Of the whole recording, for the pages of each feed call.
_SHARES = {"open-feed": 0.4, "orders-feed": 0.2, "order-proposals-feed": 0.1}
# Of the whole recording, for the log: beyond that it has pages of feeds without their bodies.
_LOG_BYTES = 4


class Recorder:
    """Gives each exchange its id (``x0001`` ...) in the order of sending and stores it redacted.

    A recording takes up to ``most_bytes`` of memory. Of feeds that are larger than their share of it the first and the
    latest pages are kept; those between them lose their bodies. All are exchanges under ``profile``.
    """

    def __init__(
        self,
        redactor: Redactor,
        most_bytes: int,
        witness: Witness | None = None,
        log: RecordingLog | None = None,
        profile: str = "",
    ) -> None:
        self.redactor = redactor
        self.witness = witness
        self._log = log
        self._profile = profile
        self.exchanges: list[Exchange] = []
        self._most_bytes = most_bytes
        self._bytes = 0
        self._pages = {call: PageBodies(most_bytes * share) for call, share in _SHARES.items()}
        self._read_last: dict[str, int] = {}
        self._bodies = SharedBodies()
        self._numbered = 0
        self.superseded = 0

    def next_id(self) -> str:
        """Return the id for an exchange that is about to begin."""
        self._numbered += 1
        return f"x{self._numbered:04d}"

    def take_over(self, exchanges: Iterable[Exchange]) -> None:
        """Begin with the exchanges of a run that is resumed, in the order in which they were sent."""
        for exchange in exchanges:
            self.redactor.plant(exchange.sent.plain())
            self._store(exchange)
            self.superseded += exchange.superseded
            self._numbered = max(self._numbered, int(exchange.id.removeprefix("x")))

    def begin(self, identifier: str, **described: Any) -> None:
        """Note an exchange, described as for ``record``, before its request is sent."""
        if self._log:
            begun = Exchange(id=identifier, response=None, duration_ms=0.0, error=UNANSWERED, **described)
            self._log.begun(self.redactor.redact(begun))

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
                profile=self._profile,
            )
        )
        if call in self._pages:
            exchange = self._with_body_of_before(exchange)
        exchange = self._bodies.shared(exchange)
        self._store(exchange)
        if self._log:
            self._log.ended(self._as_logged(exchange, self._log.bytes))
        return exchange

    def _with_body_of_before(self, page: Exchange) -> Exchange:
        """Return a page as it is, but with the very body of when it was last read, if that is equal.

        A feed is asked again and again for the same page while nothing changes: each body took memory of its own.
        """
        place = self._read_last.get(page.request.url)
        self._read_last[page.request.url] = len(self.exchanges)
        before = self.exchanges[place].response if place is not None else None
        if before is None or page.response is None or before.body != page.response.body:
            return page
        return replace(page, response=replace(page.response, body=before.body))

    def _as_logged(self, exchange: Exchange, logged: int) -> Exchange:
        """Return an exchange for the log, which is on disk and larger than the recording, but not without end."""
        endless = exchange.call in self._pages and logged > _LOG_BYTES * self._most_bytes
        return _without_body(exchange) if endless else exchange

    @property
    def full(self) -> bool:
        """Return whether no more can be stored."""
        return self._bytes >= self._most_bytes

    def _store(self, exchange: Exchange) -> None:
        body = _size_of_body(exchange)
        self._bytes += _size_without_body(exchange) + body
        self.exchanges.append(exchange)
        if self.witness:
            self.witness.note(exchange)
        if exchange.call in self._pages:
            for place in self._pages[exchange.call].add(len(self.exchanges) - 1, body):
                self._drop_body(place)

    def _drop_body(self, place: int) -> None:
        stored = self.exchanges[place]
        if stored.response is not None:
            self._bytes -= _size_of_body(stored)
            self.exchanges[place] = _without_body(stored)

    def supersede(self, exchange: Exchange) -> None:
        """Mark a stored exchange as one whose request was sent again: what came of that is judged instead."""
        places = reversed(range(len(self.exchanges)))
        place = next(index for index in places if self.exchanges[index].id == exchange.id)
        stored = self.exchanges[place]
        self.exchanges[place] = replace(stored, step=f"{stored.step} (repeated)", superseded=True)
        self.superseded += 1
        if self._log:
            self._log.repeated(exchange.id)
        if self.witness:
            self.witness.note_repeated(stored)

    def in_order(self) -> list[Exchange]:
        """Return all exchanges in the order of sending."""
        return sorted(self.exchanges, key=lambda exchange: (exchange.started, exchange.id))


def _without_body(exchange: Exchange) -> Exchange:
    response = exchange.response
    return replace(exchange, response=replace(response, body="", body_lost=True)) if response else exchange


def _size_of_body(exchange: Exchange) -> int:
    return sys.getsizeof(exchange.response.body) if exchange.response else 0


def _size_without_body(exchange: Exchange) -> int:
    headers = [*exchange.request.headers, *(exchange.response.headers if exchange.response else ())]
    texts = (exchange.request.url, exchange.request.body or "", *(value for _, value in headers))
    return _BYTES_PER_EXCHANGE + sum(len(text) for text in texts)
