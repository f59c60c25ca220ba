"""A customer is a trace of the customer even where none of its values is one that was sent."""

import json

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.check.verify import Failed
from booking_conformance.recording import Conversation, Observation, Reading
from tests.support.makings import an_exchange

CUSTOMER = {"@type": "Person", "email": "canary@example.com"}
NAMELESS = {"@type": "Person", "identifier": "4711"}
FACTS = {"canaries": {"email": CUSTOMER["email"]}, "feeds read": {"primary": True}}
ENDS = {
    "personal-data.no-trace-after-quote-deletion": "delete quote",
    "personal-data.no-trace-after-lease-expiry": "",
    "personal-data.no-trace-after-order-deletion": "delete",
}


def judge(check_id, afterwards):
    """Judge a quote with a customer, its end, and a C1 afterwards that has these properties."""
    asked = {"@type": "OrderQuote", **afterwards}
    steps = [("C2", {"@type": "OrderQuote", "customer": CUSTOMER}), (ENDS[check_id], {}), ("C1 afterwards", asked)]
    exchanges = tuple(
        an_exchange(identifier=step, step=step, seconds=second, body=json.dumps(body))
        for second, (step, body) in enumerate(steps)
        if step
    )
    came = (Observation("the Order", "orders-feed", "the Order", seen=True),)
    all_checks()[check_id].function(Reading(Conversation("x", "x", {}, exchanges, came, FACTS), exchanges))


@pytest.mark.parametrize("check_id", ENDS)
@pytest.mark.parametrize("customer", [NAMELESS, {"@type": "Person"}, CUSTOMER])
def test_a_customer_is_a_trace_whatever_it_says(check_id, customer):
    with pytest.raises(Failed, match="customer"):
        judge(check_id, {"customer": customer})


@pytest.mark.parametrize("check_id", ENDS)
def test_an_answer_without_a_customer_has_no_trace(check_id):
    judge(check_id, {})
