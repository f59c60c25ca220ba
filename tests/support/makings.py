"""Exchanges for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from booking_conformance.recording import Exchange, Request, Response


def an_exchange(
    *,
    identifier: str = "x0001",
    call: str = "C1",
    step: str = "C1",
    status: int = 200,
    body: str = "{}",
    sent: str | None = "{}",
    uuid: str | None = "e11429ea-467f-4270-ab62-e47368996fe8",
    partner: str = "primary",
    seconds: float = 0,
) -> Exchange:
    """Return an exchange that was answered."""
    return Exchange(
        id=identifier,
        call=call,
        request=Request("PUT", f"https://example.com/api/order-quote-templates/{uuid}", (), sent),
        response=Response(status, (("Content-Type", "application/json"),), body),
        started=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds),
        duration_ms=1.0,
        step=step,
        partner=partner,
        order_uuid=uuid,
    )
