"""Collects the exchanges of a run as they happen. What is not redacted never gets in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.recording import Exchange

if TYPE_CHECKING:
    from datetime import datetime

    from booking_conformance.recording import Request, Response
    from booking_conformance.recording.redaction import Redactor


class Recorder:
    """Gives each exchange its id (``x0001`` ...) in the order of sending and stores it redacted."""

    def __init__(self, redactor: Redactor) -> None:
        self.redactor = redactor
        self.exchanges: list[Exchange] = []
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
        self.exchanges.append(exchange)
        return exchange

    def supersede(self, exchange: Exchange) -> None:
        """Mark a stored exchange as one whose request was sent again: what came of that is judged instead."""
        place = next(index for index in reversed(range(len(self.exchanges))) if self.exchanges[index] is exchange)
        self.exchanges[place] = replace(exchange, step=f"{exchange.step} (repeated)", superseded=True)
        self.superseded += 1

    def in_order(self) -> list[Exchange]:
        """Return all exchanges in the order of sending."""
        return sorted(self.exchanges, key=lambda exchange: (exchange.started, exchange.id))
