"""Only the booking partner that created an OrderProposal can reach it."""

from booking_conformance.check import check, inform, outcome, require
from booking_conformance.recording import Reading
from booking_conformance.suites.access_control.isolation import require_refused
from booking_conformance.suites.access_control.own_proof import TOUCHED


@check(
    "access-control.foreign-proposal-update-has-no-effect",
    cites=("auth-004",),
    scenario="proposal-of-another-partner",
)
def test_foreign_proposal_update_has_no_effect(conversation: Reading) -> None:
    """OrderProposal Update with another partner's credentials leaves the OrderProposal untouched.

    Pass: after the attempt to reject it, the Seller could still accept it, and the feed shows that. Fail: Order
    Status or the feed shows it as rejected. Info: the response reports success, but nothing changed.
    """
    update = conversation.step("foreign update")
    if conversation.has("status after update"):
        status = conversation.step("status after update").answer["orderProposalStatus"]
        require(
            "CustomerRejected" not in str(status.plain()), TOUCHED, at=status, expected="AwaitingSellerConfirmation"
        )
    seen = conversation.observation("mine")
    require(seen.seen, TOUCHED, at=seen.item["data"]["orderProposalStatus"], expected="SellerAccepted")
    if update.succeeded:
        inform("The update by another booking partner had no effect, but the response reports success.", at=update)


@check(
    "access-control.foreign-proposal-not-bookable",
    cites=("auth-004",),
    scenario="proposal-of-another-partner",
)
def test_foreign_proposal_not_bookable(conversation: Reading) -> None:
    """An accepted OrderProposal can be neither read nor booked with another partner's credentials.

    Pass: Order Status and B are refused, and its own partner can book it. Fail: one of them succeeds, or the own B
    does not.
    """
    if conversation.has("foreign status"):
        require_refused(conversation.step("foreign status"))
    require_refused(conversation.step("foreign B"))
    own = conversation.step("B")
    require(
        own.succeeded,
        "Its own booking partner must still be able to book the OrderProposal.",
        at=own,
        expected="success",
        got=outcome(own),
    )
