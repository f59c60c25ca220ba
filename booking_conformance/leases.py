"""When a lease ends, and what can be told of it: by the server's clock, and only of what was said before its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from booking_conformance.verify import not_testable

if TYPE_CHECKING:
    from booking_conformance.exchange import Exchange

# The Date header tells whole seconds and may be a cached one: less than this is no difference between clocks.
_SAME_CLOCK = timedelta(seconds=3)


def server_time(exchange: Exchange) -> datetime | None:
    """Return what the server's clock said when it answered, by its Date header, or None."""
    try:
        stated = parsedate_to_datetime(exchange.response_header("Date") or "")
    except ValueError:
        return None
    return stated.astimezone(UTC) if stated.tzinfo else stated.replace(tzinfo=UTC)


def lease_expires(exchange: Exchange) -> datetime | None:
    """Return the ``leaseExpires`` of an OrderQuote or OrderProposal by the server's clock, or None."""
    try:
        expires = datetime.fromisoformat(exchange.answer["lease"]["leaseExpires"].text or "")
    except ValueError:
        return None
    return expires.astimezone(UTC) if expires.tzinfo else None


def answered_at(exchange: Exchange) -> datetime:
    """Return when the answer had come, by the clock of this machine."""
    return exchange.started + timedelta(milliseconds=exchange.duration_ms)


def lease_ends(exchange: Exchange) -> datetime | None:
    """Return when the lease of a quote ends, by the clock of this machine, or None when there is no lease."""
    expires, stated = lease_expires(exchange), server_time(exchange)
    if expires is None:
        return None
    ahead = stated - answered_at(exchange) if stated else timedelta(0)
    return expires - ahead if abs(ahead) > _SAME_CLOCK else expires


def need_live_lease(quote: Exchange, *later: Exchange) -> None:
    """Give up, as not-testable, when a later exchange was not over before the lease of the quote ended."""
    ends = lease_ends(quote)
    if ends is None:
        not_testable("The quote came without a lease that tells when it ends.", at=quote)
    for exchange in later:
        if answered_at(exchange) >= ends:
            not_testable("The lease ended before the next request was answered.", at=exchange)
