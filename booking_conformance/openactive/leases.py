"""What an answer says about a lease: when it ends, and which item errors show that it holds its spaces."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from booking_conformance.openactive.iso8601 import aware_moment, http_date, later
from booking_conformance.specification import names_of

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange

RESERVED = "OpportunityCapacityIsReservedByLeaseError"
INSUFFICIENT = "OpportunityHasInsufficientCapacityError"
_LACKING = {RESERVED, INSUFFICIENT, "OpportunityIsFullError", "OpportunityOfferPairNotBookableError"}
# The Date header tells whole seconds and may be a cached one: a clock that seems no more than this behind may be right.
_SAME_CLOCK = timedelta(seconds=3)


def server_time(exchange: Exchange) -> datetime | None:
    """Return what the server's clock said when it answered, by its Date header, or None."""
    return http_date(exchange.response_header("Date"))


def lease_expires(exchange: Exchange) -> datetime | None:
    """Return the ``leaseExpires`` of an OrderQuote or OrderProposal by the server's clock, or None."""
    return aware_moment(exchange.answer["lease"]["leaseExpires"].text)


def lease_ends(exchange: Exchange) -> datetime | None:
    """Return when the lease of a quote ends, by the clock of this machine, or None when there is no lease."""
    expires, stated = lease_expires(exchange), server_time(exchange)
    if expires is None:
        return None
    ahead = _ahead(exchange, stated) if stated else timedelta(0)
    if -_SAME_CLOCK <= ahead <= timedelta(0):
        return expires
    try:
        return expires - ahead
    except OverflowError:
        return None


def surely_lasts_until(quote: Exchange) -> datetime | None:
    """Return until when the lease of a quote lasts at least, by the clock of this machine; None when there is none.

    Where the server's clock differs, nobody knows by how much: its Date may be as old as that of the same clock.
    """
    ends = lease_ends(quote)
    if ends is None or ends == lease_expires(quote):
        return ends
    return later(ends, -_SAME_CLOCK)


def had_ended(lease: Exchange, answer: Exchange, margin: timedelta = timedelta(0)) -> bool:
    """Return whether a lease had ended, or was to end within a margin, when a later answer was there.

    The Date of a busy server may be many seconds old: that of a later answer shows that its clock is not behind.
    """
    ends, expires, stated = surely_lasts_until(lease), lease_expires(lease), server_time(answer)
    if ends is None or expires is None:
        return False
    return answer.ended + margin >= ends or (stated is not None and stated >= expires)


def _ahead(exchange: Exchange, stated: datetime) -> timedelta:
    """Return by how much the server's clock is surely ahead; not at all where it told a time during the exchange.

    The answer may have been long on its way, or waited for.
    """
    if stated < exchange.started:
        return stated - exchange.started
    return max(stated - exchange.ended, timedelta(0))


def item_errors(quote: Exchange) -> list[str]:
    """Return the types of all item errors in an answer to C1 or C2."""
    return [error.type or "" for error in quote.answer.find("orderedItem[*].error[*]")]


def lacks_spaces(quote: Exchange) -> bool:
    """Return whether a quote was refused because spaces are lacking."""
    return quote.refused and bool(names_of(quote.profile).of_types(_LACKING).intersection(item_errors(quote)))
