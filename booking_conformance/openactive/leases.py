"""What can be told of a lease: when it ends, whether it holds its places; only of what was said before its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from booking_conformance.check.verify import not_applicable, not_testable, outcome, require

if TYPE_CHECKING:
    from booking_conformance.recording.conversation import Conversation
    from booking_conformance.recording.exchange import Exchange

RESERVED = "OpportunityCapacityIsReservedByLeaseError"
INSUFFICIENT = "OpportunityHasInsufficientCapacityError"
_LACKING = {RESERVED, INSUFFICIENT, "OpportunityIsFullError", "OpportunityOfferPairNotBookableError"}
# The Date header tells whole seconds and may be a cached one: less than this is no difference between clocks.
_SAME_CLOCK = timedelta(seconds=3)


def server_time(exchange: Exchange) -> datetime | None:
    """Return what the server's clock said when it answered, by its Date header, or None."""
    try:
        stated = parsedate_to_datetime(exchange.response_header("Date") or "")
        return stated.astimezone(UTC) if stated.tzinfo else stated.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def lease_expires(exchange: Exchange) -> datetime | None:
    """Return the ``leaseExpires`` of an OrderQuote or OrderProposal by the server's clock, or None."""
    try:
        expires = datetime.fromisoformat(exchange.answer["lease"]["leaseExpires"].text or "")
        return expires.astimezone(UTC) if expires.tzinfo else None
    except (ValueError, OverflowError):
        return None


def answered_at(exchange: Exchange) -> datetime:
    """Return when the answer had come, by the clock of this machine."""
    return exchange.started + timedelta(milliseconds=exchange.duration_ms)


def lease_ends(exchange: Exchange) -> datetime | None:
    """Return when the lease of a quote ends, by the clock of this machine, or None when there is no lease."""
    expires, stated = lease_expires(exchange), server_time(exchange)
    if expires is None:
        return None
    ahead = stated - answered_at(exchange) if stated else timedelta(0)
    if abs(ahead) <= _SAME_CLOCK:
        return expires
    try:
        return expires - ahead
    except OverflowError:
        return None


def need_live_lease(quote: Exchange, *later: Exchange) -> None:
    """Give up, as not-testable, when a later exchange was not over before the lease of the quote ended."""
    ends = lease_ends(quote)
    if ends is None:
        not_testable("The quote came without a lease that tells when it ends.", at=quote)
    for exchange in later:
        if answered_at(exchange) >= ends:
            not_testable("The lease ended before the next request was answered.", at=exchange)


def need_declared(conversation: Conversation) -> None:
    """Give up when the kind of lease that this conversation is about is not declared."""
    if not conversation.fact("declared"):
        not_applicable("This kind of lease is not declared.")


def item_errors(quote: Exchange) -> list[str]:
    """Return the types of all item errors in an answer to C1 or C2."""
    return [error.type or "" for error in quote.answer.find("orderedItem[*].error[*]")]


def lacks_places(quote: Exchange) -> bool:
    """Tell whether a quote was refused because places are lacking."""
    return quote.refused and bool(_LACKING.intersection(item_errors(quote)))


def need_effective_lease(conversation: Conversation) -> Exchange:
    """Return the quote whose lease was seen to hold its place; not-testable otherwise."""
    need_declared(conversation)
    quote, probe = conversation.success("lease"), conversation.step("other while leased")
    if not lacks_places(probe):
        not_testable("The lease was not seen to hold its place.", at=probe)
    return quote


def require_lacking(lease: Exchange, probe: Exchange, message: str) -> None:
    """Fail unless a quote, asked for while a lease held all places, was refused for lack of them."""
    need_live_lease(lease, probe)
    expected = "409 with an item error such as OpportunityCapacityIsReservedByLeaseError"
    require(lacks_places(probe), message, at=probe, expected=expected, got=told(probe))


def told(quote: Exchange) -> str:
    """Return the status, the type and the item errors of an answer for a person."""
    errors = item_errors(quote)
    return outcome(quote) + (f" with {', '.join(errors)}" if errors else "")
