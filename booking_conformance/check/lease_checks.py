"""What checks require of leases; only what was answered before a lease ended counts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from booking_conformance.check.verify import inform, not_applicable, not_testable, outcome, require
from booking_conformance.openactive.leases import had_ended, item_errors, lacks_spaces, lease_ends

if TYPE_CHECKING:
    from booking_conformance.recording import Reading
    from booking_conformance.recording.exchange import Exchange


def need_live_lease(quote: Exchange, *later: Exchange, margin: timedelta = timedelta(0)) -> None:
    """Give up, as not-testable, when a later exchange was not over before the lease ended, and a margin before that."""
    if lease_ends(quote) is None:
        not_testable("The quote has no lease that states when it ends.", at=quote)
    for exchange in later:
        if had_ended(quote, exchange, margin):
            not_testable("The lease ended before the next response came.", at=exchange)


def need_declared(conversation: Reading) -> None:
    """Give up when the kind of lease that this conversation is about is not declared."""
    if not conversation.fact("declared"):
        not_applicable("This kind of lease is not declared.")


def need_effective_lease(conversation: Reading) -> Exchange:
    """Return the quote whose lease was seen to hold its space; not-testable otherwise."""
    need_declared(conversation)
    quote, probe = conversation.success("lease"), conversation.step("other while leased")
    if not lacks_spaces(probe):
        not_testable("There is no evidence that the lease held its space.", at=probe)
    return quote


def require_lacking(lease: Exchange, probe: Exchange, message: str) -> None:
    """Fail unless a quote, asked for while a lease held all spaces, was refused for lack of them."""
    need_live_lease(lease, probe)
    expected = "409 with an item error such as OpportunityCapacityIsReservedByLeaseError"
    require(lacks_spaces(probe), message, at=probe, expected=expected, got=status_and_errors(probe))


def require_free(conversation: Reading, probe: Exchange, message: str) -> None:
    """Fail where a quote was refused for lack of spaces that no lease holds any more; else it is to be granted.

    Where others may book the opportunity, they may have taken them: that is reported, not judged.
    """
    place = conversation.fact("opportunities")[conversation.fact("place")]
    if lacks_spaces(probe) and not place["exclusive"]:
        inform("The quote was refused for lack of spaces, but others may have booked.", at=probe)
    require(not lacks_spaces(probe), message, at=probe, expected="200", got=status_and_errors(probe))
    if not probe.succeeded:
        not_testable("The quote was refused for another reason.", at=probe)


def status_and_errors(quote: Exchange) -> str:
    """Return the status, the type and the item errors of a response for a person."""
    errors = item_errors(quote)
    return outcome(quote) + (f" with {', '.join(errors)}" if errors else "")
