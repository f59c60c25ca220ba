"""A customer comes back as supplied, but for what no specification defines."""

import json
from dataclasses import replace

import pytest

from booking_conformance.check.judging.evaluation import judge_exchange
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import History, Request
from booking_conformance.results import Verdict
from tests.support.makings import an_exchange

SENT = {"@type": "Person", "email": "kim@example.com", "givenName": "Kim", "newsletter": True}
ITEM = {
    "@type": "OrderItem",
    "position": 0,
    "acceptedOffer": {"@type": "Offer", "@id": "https://example.com/offers/1"},
    "orderedItem": {"@type": "Slot", "@id": "https://example.com/slots/1"},
}
QUOTE = {
    "@context": "https://openactive.io/",
    "@type": "OrderQuote",
    "brokerRole": "https://openactive.io/AgentBroker",
    "broker": {"@type": "Organization", "name": "Broker"},
    "seller": {"@type": "Organization", "@id": "https://example.com/sellers/1"},
    "orderedItem": [ITEM],
}
URL = "https://example.com/api/order-quotes/0c5f2b0e-3f4b-4a7c-9d28-5d9b2d8b4f11"


@pytest.mark.parametrize(
    ("left_out", "added", "verdict"),
    [
        ((), {}, Verdict.PASS),
        (("newsletter",), {}, Verdict.PASS),
        (("givenName",), {}, Verdict.FAIL),
        (("newsletter",), {"familyName": "Known"}, Verdict.FAIL),
        ((), {"newsletter": False}, Verdict.FAIL),
    ],
)
def test_what_comes_back(left_out, added, verdict):
    got = {name: value for name, value in (SENT | added).items() if name not in left_out}
    request = Request("PUT", URL, (), json.dumps(QUOTE | {"customer": SENT}))
    exchange = replace(an_exchange(call="C2", body=json.dumps(QUOTE | {"customer": got})), request=request)
    check = all_checks()["messages.customer-as-supplied"]
    assert judge_exchange(check, exchange, History("https://example.com/api"))[0] is verdict


NAMESPACE = {"probe": "https://example.com/conformance-test#"}
STRANGE = {"probe:of": "Conformance Test"}


@pytest.mark.parametrize(
    ("got", "verdict"),
    [
        ({"customer": SENT | STRANGE}, Verdict.PASS),
        ({"customer": SENT, **STRANGE}, Verdict.FAIL),
        ({"customer": SENT, "broker": QUOTE["broker"] | STRANGE}, Verdict.FAIL),
    ],
)
def test_only_of_a_person_may_an_unknown_property_come_back(got, verdict):
    strange = QUOTE | {"@context": [QUOTE["@context"], NAMESPACE], "customer": SENT | STRANGE}
    exchange = replace(
        an_exchange(call="C2", body=json.dumps(QUOTE | got)), request=Request("PUT", URL, (), json.dumps(strange))
    )
    check = all_checks()["messages.extensions-not-echoed"]
    assert judge_exchange(check, exchange, History("https://example.com/api"))[0] is verdict
