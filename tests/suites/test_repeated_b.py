"""A repeat of B may return the Order as it is now: what has been cancelled since costs nothing, but was paid."""

import json

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.check.verify import Failed, NotApplicable
from booking_conformance.recording import History
from tests.support.makings import an_exchange

PAYMENT = {"@type": "Payment", "identifier": "test-1"}
PRICE = {"@type": "PriceSpecification", "price": 0, "priceCurrency": "GBP"}


def b(status, sent=PAYMENT):
    item = {"@type": "OrderItem", "orderItemStatus": f"https://openactive.io/{status}"}
    order = {"@type": "Order", "orderedItem": [item], "totalPaymentDue": PRICE, "payment": PAYMENT}
    body = json.dumps({"@type": "Order", "payment": sent})
    return an_exchange(call="B", step="B", status=201, body=json.dumps(order), sent=body)


def judge(exchange):
    all_checks()["money.no-payment-unless-paid"].function(exchange, History("https://example.com/api"))


@pytest.mark.parametrize("status", ["CustomerCancelled", "SellerCancelled"])
def test_the_payment_of_what_was_cancelled_since_is_not_blamed(status):
    with pytest.raises(NotApplicable, match="cancelled"):
        judge(b(status))


def test_the_payment_of_what_costs_nothing_is():
    with pytest.raises(Failed, match="nothing was paid"):
        judge(b("OrderItemConfirmed"))
