"""DynamicPayment: what an Order costs is agreed elsewhere, so no message about it states a price."""

from booking_conformance.check import absent, check, equal, refused, require
from booking_conformance.recording import Document, Exchange, Reading

_SCENARIO = "dynamic-payment"
_STEPS = ("C1", "C2", "B")
_PRICES = (
    "totalPaymentDue",
    "totalPaymentTax",
    "orderedItem[*].acceptedOffer",
    "orderedItem[*].unitTaxSpecification",
)


@check("payment.dynamic-needs-nothing-else", cites=("dyn-003",), scenario=_SCENARIO)
def test_dynamic_payment_needs_nothing_else(conversation: Reading) -> None:
    """With a DynamicPayment, no prepayment is required.

    Pass: C1, C2 and B (P where approval is needed) succeed with its accountId alone, for an opportunity that
    otherwise requires prepayment. Fail: one is refused.
    """
    for step in _STEPS:
        exchange = conversation.step(step)
        message = f"{step} must succeed with a DynamicPayment that has an accountId."
        require(exchange.succeeded, message, at=exchange, expected="a success")


@check("payment.dynamic-is-returned", cites=("dyn-006",), scenario=_SCENARIO)
def test_dynamic_payment_is_returned(conversation: Reading) -> None:
    """The responses contain the DynamicPayment with its accountId.

    Pass: the payment in the responses to C1, C2 and B (P where approval is needed) has both. Fail: one lacks either.
    """
    for exchange in _successes(conversation):
        payment, sent = exchange.answer["payment"], exchange.sent["payment"]
        equal(payment["@type"], "DynamicPayment", "The payment must be a DynamicPayment.")
        equal(payment["accountId"], sent["accountId"].plain(), "The payment must have the accountId of the request.")


@check("payment.dynamic-without-prices", cites=("dyn-002",), scenario=_SCENARIO)
def test_dynamic_payment_has_no_prices(conversation: Reading) -> None:
    """With a DynamicPayment, the responses contain no offers, taxes or totals.

    Pass: those to C1, C2 and B (P where approval is needed) have no totalPaymentDue, totalPaymentTax, acceptedOffer
    or unitTaxSpecification. Fail: one has.
    """
    for exchange in _successes(conversation):
        _require_no_prices(exchange.answer)


@check("payment.dynamic-feed-without-prices", cites=("dyn-002",), scenario=_SCENARIO)
def test_dynamic_payment_has_no_prices_in_feed(conversation: Reading) -> None:
    """With a DynamicPayment, the Orders feed contains no offers, taxes or totals either.

    Pass: neither the Order there nor the OrderProposal in its feed has a totalPaymentDue, totalPaymentTax,
    acceptedOffer or unitTaxSpecification. Fail: one has.
    """
    conversation.success("B")
    _require_no_prices(conversation.observation("changed").item["data"])


@check("payment.dynamic-details-validated", cites=("dyn-004",), scenario=_SCENARIO)
def test_dynamic_payment_details_are_validated(conversation: Reading) -> None:
    """A DynamicPayment that cannot be used is refused with the error for its fault.

    Pass: without an accountId, C1, C2 and B (P where approval is needed) get IncompletePaymentDetailsError; with an
    unknown one InvalidPaymentDetailsError. A booking system that does not validate them may accept either. Fail:
    another error.
    """
    conversation.success("C2")
    for step in _STEPS:
        _require_right_error(conversation.step(f"{step} without account"), "IncompletePaymentDetailsError")
        _require_right_error(conversation.step(f"{step} with unknown account"), "InvalidPaymentDetailsError")


def _successes(conversation: Reading) -> list[Exchange]:
    return [conversation.success(step) for step in _STEPS]


def _require_no_prices(order: Document) -> None:
    items = order["orderedItem"]
    require(bool(items.each()), "The Order must list its items.", at=items, expected="OrderItems")
    for path in _PRICES:
        for place in order.find(path):
            absent(place, "With a DynamicPayment, this must not be there.")


def _require_right_error(exchange: Exchange, kind: str) -> None:
    if not exchange.succeeded:
        refused(exchange, {kind})
