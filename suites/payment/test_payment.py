"""Payment details at B, or at P where approval is needed."""

from booking_conformance.check import absent, answered, check, not_testable, outcome, present, refused, require
from booking_conformance.openactive.answers import errors_of, reports_item_errors
from booking_conformance.recording import Reading

_CONFLICT = "OpportunityIsInConflictError"


@check("payment.quotes-need-none", cites=("pay-005",), scenario="paid-booking")
def test_quotes_need_no_payment(conversation: Reading) -> None:
    """C1 and C2 need no payment, even where payment is due.

    Pass: both succeed without one. Fail: one is refused.
    """
    for step in ("C1", "C2"):
        exchange = conversation.step(step)
        require(exchange.succeeded, f"{step} must not require a payment.", at=exchange, expected="a quote")


@check("payment.missing-is-refused", cites=("err-012",), scenario="paid-booking")
def test_missing_payment_is_refused(conversation: Reading) -> None:
    """B without a payment is refused if prepayment is required.

    Pass: MissingPaymentDetailsError. Fail: it succeeds, or is refused with another error.
    """
    conversation.success("C2")
    refused(conversation.step("B without payment"), {"MissingPaymentDetailsError"})


@check("payment.incomplete-is-refused", cites=("err-013",), scenario="paid-booking")
def test_incomplete_payment_is_refused(conversation: Reading) -> None:
    """B with a payment that has no identifier is refused.

    Pass: IncompletePaymentDetailsError. Fail: it succeeds, or is refused with another error.
    """
    refused(conversation.step("B without payment identifier"), {"IncompletePaymentDetailsError"})


@check("payment.refusal-leaves-uuid-free", cites=("b-009", "err-018"), scenario="paid-booking")
def test_refusal_leaves_uuid_free(conversation: Reading) -> None:
    """B that is refused for its payment leaves nothing behind under its Order UUID.

    Pass: C2 under it succeeds afterwards. Fail: it is refused. Not testable: B was not refused, or the item can no
    longer be quoted.
    """
    wrong, again = conversation.step("B without payment identifier"), conversation.step("C2 again")
    if not wrong.refused:
        not_testable("B was not refused", at=wrong)
    if reports_item_errors(again):
        not_testable("C2 was refused for its item", at=again)
    message = "A refused B must not take its Order UUID."
    require(again.succeeded, message, at=again, expected="a success", got=outcome(again))


@check("payment.is-booked-with", cites=("pay-018", "mdl-013"), scenario="paid-booking")
def test_is_booked_with_payment(conversation: Reading) -> None:
    """B requires only the Broker's payment reference.

    Pass: it succeeds and the response has a payment. Fail: it is refused, or the response has none.
    """
    conversation.success("C2")
    exchange = conversation.step("B")
    message = "A payment with an identifier must be accepted."
    require(exchange.succeeded, message, at=exchange, expected="a success", requirement="pay-018")
    present(exchange.answer["payment"], requirement="mdl-013")


@check("payment.free-takes-none", cites=("err-011", "pay-016"), scenario="free-booking")
def test_free_takes_no_payment(conversation: Reading) -> None:
    """B with a payment is refused if nothing is due.

    Pass: UnnecessaryPaymentDetailsError. Fail: it succeeds, or is refused with another error.
    """
    due = conversation.success("C2").answer["totalPaymentDue"]["price"]
    require(due.decimal == 0, "The total of a free opportunity must be 0.", at=due, expected="0", requirement="pay-016")
    refused(conversation.step("B with payment"), {"UnnecessaryPaymentDetailsError"}, requirement="err-011")


@check("payment.free-is-booked-without", cites=("b-006", "pay-014"), scenario="free-booking")
def test_free_is_booked_without_payment(conversation: Reading) -> None:
    """B books a free opportunity without a payment.

    Pass: it succeeds and the response has no payment. Fail: it is refused, or the response has one. Not testable: the
    response has no Order.
    """
    exchange = conversation.step("B")
    message, rows = "B for a free opportunity must succeed without a payment.", ("b-006", "pay-014")
    require(exchange.succeeded, message, at=exchange, expected="a success", requirement=rows)
    if exchange.answer.type not in {"Order", "OrderProposal"}:
        not_testable("B succeeded without returning an Order", at=exchange)
    absent(exchange.answer["payment"], "The response must not contain a payment.", requirement="b-006")


@check("payment.optional-is-a-choice", cites=("pay-013",), scenario="optional-prepayment")
def test_optional_prepayment_is_a_choice(conversation: Reading) -> None:
    """If prepayment is optional, B succeeds with a payment and without.

    Pass: both succeed. Fail: one is refused.
    """
    for prefix in ("paid", "unpaid"):
        conversation.success(f"{prefix} C2")
        exchange = conversation.step(f"{prefix} B")
        require(exchange.succeeded, "B must succeed with and without a payment.", at=exchange, expected="a success")


@check("payment.conflict-is-flagged", cites=("err-037",), scenario="conflicting-prepayment")
def test_conflict_is_flagged(conversation: Reading) -> None:
    """Items that require prepayment cannot be booked with items for which it is unavailable.

    Pass: C1 and C2 return 409, and both items have OpportunityIsInConflictError. Fail: a quote, or other errors.
    """
    for step in ("C1", "C2"):
        exchange = conversation.step(step)
        answered(exchange, {409}, "C1 and C2 must refuse the combination of the two items.")
        items = exchange.answer["orderedItem"]
        require(bool(items.each()), "The quote must list the items in conflict.", at=items, expected="both items")
        for item in items.each():
            types = [error.type for error in errors_of(item)]
            message = "Both items must have OpportunityIsInConflictError."
            require(_CONFLICT in types, message, at=item["error"], expected=_CONFLICT)


@check("payment.unavailable-takes-none", cites=("err-011",), scenario="unavailable-prepayment")
def test_unavailable_prepayment_takes_none(conversation: Reading) -> None:
    """If prepayment is unavailable, B with a payment is refused and B without one succeeds.

    Pass: UnnecessaryPaymentDetailsError with a payment, success without. Fail: anything else.
    """
    conversation.success("C2")
    refused(conversation.step("B with payment"), {"UnnecessaryPaymentDetailsError"})
    require(conversation.step("B").succeeded, "B without a payment must succeed.", at=conversation.step("B"))
