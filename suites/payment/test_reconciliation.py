"""What payments are reconciled by: identifiers for the Broker, accounts for the booking system."""

from booking_conformance.check import check, not_applicable, present, refused, require
from booking_conformance.openactive.answers import orders_in
from booking_conformance.recording import Exchange, History, Reading


@check("payment.reconciliation-identifiers", cites=("pay-020",), calls=("B", "order-status", "orders-feed"),
       feature="reconciliation-identifiers")  # fmt: skip
def test_reconciliation_identifiers(exchange: Exchange, history: History) -> None:
    """Each reconciliation identifier has a name and a value.

    Pass: every entry of `additionalProperty` of every OrderItem does. Fail: one lacks either.
    """
    items = [item for order in orders_in(exchange) for item in order["orderedItem"].each()]
    entries = [entry for item in items for entry in item["additionalProperty"].each()]
    if not entries:
        not_applicable("The response has no additionalProperty.")
    for entry in entries:
        for name in ("name", "value"):
            present(entry[name])


@check("payment.wrong-account-refused-in-quotes", cites=("pay-004", "c1-022"), scenario="wrong-account")
def test_wrong_account_is_refused_in_quotes(conversation: Reading) -> None:
    """C1 and C2 refuse a payment that cannot be reconciled.

    Pass: a payment with an unknown accountId gets InvalidPaymentDetailsError at both. Fail: one returns a quote or
    another error.
    """
    for call, rows in (("C1", ("pay-004", "c1-022")), ("C2", ("pay-004",))):
        refused(conversation.step(f"{call} with wrong account"), {"InvalidPaymentDetailsError"}, requirement=rows)


@check("payment.wrong-account-refused", cites=("err-014",), scenario="wrong-account")
def test_wrong_account_is_refused(conversation: Reading) -> None:
    """B, or P where the Seller approves, refuses a payment that cannot be reconciled.

    Pass: a payment with an unknown accountId gets InvalidPaymentDetailsError, and the Order is booked with the
    configured one afterwards. Fail: either does not hold. Not testable: C2 failed.
    """
    conversation.success("C2")
    refused(conversation.step("B with wrong account"), {"InvalidPaymentDetailsError"})
    booked = conversation.step("B")
    require(booked.succeeded, "The configured payment details must be accepted.", at=booked, expected="a success")
