"""Accepted proposals that cannot be booked any more."""

from booking_conformance.check import check, not_testable, require
from booking_conformance.openactive.leases import INSUFFICIENT
from booking_conformance.recording import Reading


@check("proposals-feed.rejects-for-lack-of-spaces", cites=("p-037",), scenario="proposal-overtaken")
def test_rejects_for_lack(conversation: Reading) -> None:
    """A proposal whose B fails for lack of spaces is rejected by its Seller.

    Pass: the feed showed it as SellerRejected. Fail: it did not within `feed_timeout`. Not testable: nobody could end
    the lease, or B did not fail with OpportunityHasInsufficientCapacityError.
    """
    booking = conversation.step("B when taken")
    if booking.answer.type != INSUFFICIENT:
        not_testable(f"B did not fail with {INSUFFICIENT}.", at=booking)
    seen = conversation.observation("rejection")
    message = "The feed does not show the proposal as rejected."
    require(seen.seen, message, at=seen.item["data"], expected="SellerRejected")
