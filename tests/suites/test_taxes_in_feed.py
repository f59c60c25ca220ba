"""What the Orders feed adds to B, and what it leaves out: taxes of nothing are none, a price of 0 needs no currency."""

import json
from datetime import UTC, datetime

import pytest

from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import Conversation, Exchange, Observation, Request, Response
from booking_conformance.results import Verdict

ITEM = {"@type": "OrderItem", "@id": "https://booking.example/items/1", "acceptedOffer": {"@type": "Offer"}}
ORDER = {"@type": "Order", "orderedItem": [ITEM]}
DUE = {
    "@type": "PriceSpecification",
    "price": 5,
    "priceCurrency": "EUR",
    "prepayment": "https://openactive.io/Required",
}


def verdict_of(identifier, booked, shown):
    request = Request("PUT", "https://booking.example/api/orders/1", (), "{}")
    response = Response(201, (), json.dumps(booked))
    b = Exchange("x1", "B", request, response, datetime(2030, 1, 1, tzinfo=UTC), 1.0, step="changed B")
    change = Observation("changed first change in feed", "orders-feed", "it", True, {"data": shown}, 0.1, ("x1",))
    talk = Conversation("orders-feed[ScheduledSession]", "orders-feed", {}, (b,), (change,), {})
    return judge_conversation(all_checks()[identifier], talk, identifier).verdict


def verdict_on(prices):
    taxes = [{"@type": "TaxChargeSpecification", "price": price} for price in prices]
    shown = ORDER | {"orderedItem": [ITEM | {"unitTaxSpecification": taxes}]}
    return verdict_of("orders-feed.is-subset-of-b", ORDER, shown)


@pytest.mark.parametrize("prices", [[0], ["0.00", 0]])
def test_taxes_of_nothing_are_no_addition(prices):
    assert verdict_on(prices) is Verdict.PASS


@pytest.mark.parametrize("prices", [[0.2], [0, 1], []])
def test_any_other_taxes_are(prices):
    assert verdict_on(prices) is Verdict.FAIL


@pytest.mark.parametrize(
    ("left", "verdict"),
    [
        ({"@type": "PriceSpecification", "price": 0}, Verdict.PASS),
        ({"@type": "PriceSpecification", "price": "0.00"}, Verdict.PASS),
        ({"price": 0}, Verdict.FAIL),
        ({"@type": "PriceSpecification", "price": 2}, Verdict.FAIL),
    ],
)
def test_what_costs_nothing_any_more_needs_neither_currency_nor_prepayment(left, verdict):
    booked, shown = ORDER | {"totalPaymentDue": DUE}, ORDER | {"totalPaymentDue": left}
    assert verdict_of("orders-feed.repeats-nested-properties", booked, shown) is verdict
