"""B before the Seller has approved, and after a rejection."""

from booking_conformance.check import check, not_testable, refused
from booking_conformance.check.absence import shows_no_order
from booking_conformance.recording import Reading
from booking_conformance.suites.p.unasked import unless_accepted_unasked


@check("p.b-without-proposal-refused", cites=("p-039",), scenario="proposal")
def test_b_without_proposal(conversation: Reading) -> None:
    """B for an item that needs approval is refused if nothing was proposed, even if others need none.

    Pass: any OpenBookingError. Fail: success. Not testable: C2 was refused.
    """
    for step in (*filter(conversation.has, ["mixed B"]), "B without proposal"):
        refused(conversation.step(step), message="An item that needs approval must not be booked immediately.")


@check("p.b-before-approval-refused", cites=("p-039", "p-007"), scenario="proposal")
def test_b_before_approval(conversation: Reading) -> None:
    """B for a proposal that still awaits its Seller is refused.

    Pass: any OpenBookingError; which one is not specified. Fail: success. Not applicable: B succeeded, and Sellers
    accept proposals unasked, as another one shows. Not testable: P failed.
    """
    conversation.success("P")
    unless_accepted_unasked(conversation)
    refused(conversation.step("B before approval"), message="A proposal that awaits its Seller must not be booked.")


@check("p.no-order-before-approval", cites=("p-007", "p-039"), scenario="proposal", feature="order-status")
def test_no_order_before_approval(conversation: Reading) -> None:
    """After P and a refused B, there is no Order under the Order UUID.

    Pass: Order Status finds nothing, or returns no Order. Fail: it returns an Order. Not testable: P failed, or B
    was not refused. Not applicable: Sellers accept proposals unasked.
    """
    conversation.success("P")
    unless_accepted_unasked(conversation)
    attempt = conversation.step("B before approval")
    if not attempt.refused:
        not_testable("B was not refused", at=attempt)
    shows_no_order(conversation.step("status before approval"), "There must be no Order yet.")


@check("p.b-after-seller-rejection-refused", cites=("p-039", "tst-024", "p-038"), scenario="proposal-rejection")
def test_b_after_seller_rejection(conversation: Reading) -> None:
    """B for a proposal that the Seller rejected is refused, whether or not it had been accepted before.

    Pass: any OpenBookingError; which one is not specified. Fail: success. Not testable: the proposal was not
    rejected.
    """
    message = "A proposal that the Seller rejected must not be booked."
    refused(conversation.step("refused B after rejection"), message=message)
    if conversation.has("revoked B after rejection"):
        refused(conversation.step("revoked B after rejection"), message=message)


@check("p.b-after-withdrawal-refused", cites=("p-039", "p-038"), scenario="proposal-update")
def test_b_after_withdrawal(conversation: Reading) -> None:
    """B for a proposal that the customer rejected is refused, whether or not its Seller has accepted it meanwhile.

    Pass: any OpenBookingError; which one is not specified. Fail: success. Not testable: the update failed.
    """
    conversation.success("update")
    exchange = conversation.step("B after rejection")
    refused(exchange, message="A proposal that the customer rejected must not be booked.")


@check("p.b-after-customer-rejection-refused", cites=("p-039", "p-038"), scenario="proposal-rejection")
def test_b_after_customer_rejection(conversation: Reading) -> None:
    """B for a proposal that was accepted and then rejected by the customer is refused.

    Pass: any OpenBookingError; which one is not specified. Fail: success. Not testable: the update failed.
    """
    conversation.success("regretted update")
    exchange = conversation.step("regretted B after rejection")
    refused(exchange, message="A proposal that the customer rejected must not be booked.")
