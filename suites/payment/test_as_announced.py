"""Whether B came with a payment as its Order announces, in whatever recording."""

from booking_conformance.check import check, not_applicable, require
from booking_conformance.check.anew import asks_anew
from booking_conformance.openactive.opportunities.published import UNAVAILABLE
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Exchange, History

_REQUIRED = f"{OPENACTIVE}Required"


@check("payment.never-against-the-announcement", cites=("err-011", "err-012"), calls=("P", "B"), feature="paid",
       examples=("paid-offers", "unavailable-prepayment"))  # fmt: skip
def test_never_against_the_announcement(exchange: Exchange, history: History) -> None:
    """Nothing that costs something is booked without a payment that it requires, or with one where none can be made.

    Pass: P and B that succeed have a payment if the totalPaymentDue that they return requires prepayment, and none if
    prepayment is unavailable. Fail: one of them has none, or has one. Not applicable: the total is 0, prepayment is
    optional or not stated, or the request repeats or takes up what was made before.
    """
    due, payment = exchange.answer["totalPaymentDue"], exchange.sent["payment"]
    if not exchange.succeeded or not (due["price"].decimal or 0) > 0 or not asks_anew(exchange, history):
        not_applicable("Nothing that costs something was made.")
    said = due["openBookingPrepayment"] or due["prepayment"]
    if said.text == UNAVAILABLE:
        message = f"{exchange.call} succeeded with a payment, though prepayment is unavailable."
        require(not payment, message, at=said, expected="UnnecessaryPaymentDetailsError", requirement="err-011")
    elif said.text == _REQUIRED:
        message = f"{exchange.call} succeeded without a payment, though prepayment is required."
        require(bool(payment), message, at=said, expected="MissingPaymentDetailsError", requirement="err-012")
    else:
        not_applicable("Whether to pay is a choice, or not stated.")
