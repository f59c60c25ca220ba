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


SESSION, OTHER = "https://x/s/1", "https://x/s/2"


def whole_b(identifier, opportunity, payment, paid):
    """Return a B of the first session, answered with an opportunity and a payment."""
    item = {
        "@type": "OrderItem",
        "position": 0,
        "acceptedOffer": {"@type": "Offer", "@id": "https://x/o/1"},
        "orderedItem": {"@type": "ScheduledSession", "@id": SESSION},
    }
    sent = {
        "@context": "https://openactive.io/",
        "@type": "Order",
        "brokerRole": "https://openactive.io/AgentBroker",
        "broker": {"@type": "Organization", "name": "Broker"},
        "seller": {"@type": "Organization", "@id": "https://x/sellers/1"},
        "customer": {"@type": "Person", "email": "kim@example.com"},
        "orderedItem": [item],
        "totalPaymentDue": PRICE | {"price": 5},
        "payment": payment,
    }
    now = item | {"orderedItem": {"@type": "ScheduledSession", "@id": opportunity}}
    body = sent | {"orderedItem": [now], "payment": paid}
    return an_exchange(identifier=identifier, call="B", status=200, sent=json.dumps(sent), body=json.dumps(body))


@pytest.mark.parametrize(
    ("check", "opportunity", "payment"),
    [
        ("messages.same-opportunity-and-offer", OTHER, PAYMENT),
        ("messages.reflects-payment", SESSION, PAYMENT | {"identifier": "test-2"}),
    ],
)
def test_a_repeat_may_tell_of_what_was_replaced_and_of_the_payment_made_before(check, opportunity, payment):
    history, repeat = History("https://x"), whole_b("x2", opportunity, payment, PAYMENT)
    with pytest.raises(Failed):
        all_checks()[check].function(repeat, history)
    history.add(whole_b("x1", SESSION, PAYMENT, PAYMENT))
    with pytest.raises(NotApplicable):
        all_checks()[check].function(repeat, history)
