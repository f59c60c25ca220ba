"""What the Orders feed adds to B: taxes of nothing are none, and any other is an addition."""

import json
from datetime import UTC, datetime

import pytest

from booking_conformance.check.evaluation import judge_conversation
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import Conversation, Exchange, Observation, Request, Response
from booking_conformance.results import Verdict

ITEM = {"@type": "OrderItem", "@id": "https://booking.example/items/1", "acceptedOffer": {"@type": "Offer"}}


def verdict_on(prices):
    taxes = [{"@type": "TaxChargeSpecification", "price": price} for price in prices]
    request = Request("PUT", "https://booking.example/api/orders/1", (), "{}")
    response = Response(201, (), json.dumps({"@type": "Order", "orderedItem": [ITEM]}))
    b = Exchange("x1", "B", request, response, datetime(2030, 1, 1, tzinfo=UTC), 1.0, step="changed B")
    data = {"@type": "Order", "orderedItem": [ITEM | {"unitTaxSpecification": taxes}]}
    change = Observation("changed first change in feed", "orders-feed", "it", True, {"data": data}, 0.1, ("x1",))
    check = all_checks()["orders-feed.is-subset-of-b"]
    talk = Conversation("orders-feed[ScheduledSession]", "orders-feed", {}, (b,), (change,), {})
    return judge_conversation(check, talk, check.id).verdict


@pytest.mark.parametrize("prices", [[0], ["0.00", 0]])
def test_taxes_of_nothing_are_no_addition(prices):
    assert verdict_on(prices) is Verdict.PASS


@pytest.mark.parametrize("prices", [[0.2], [0, 1], []])
def test_any_other_taxes_are(prices):
    assert verdict_on(prices) is Verdict.FAIL
