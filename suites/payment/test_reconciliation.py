"""Identifiers by which a Broker reconciles payments."""

from booking_conformance.check import check, not_applicable, present
from booking_conformance.openactive.answers import orders_in
from booking_conformance.recording import Exchange, History


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
