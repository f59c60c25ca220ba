"""Whoever cancels what is advertised as cancellable together with what is not may be refused."""

import json

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.check.verify import Failed, NotApplicable
from booking_conformance.recording import Conversation
from booking_conformance.recording.reading import Reading
from tests.support.makings import an_exchange

IDS = ["https://x/o#1", "https://x/o#2"]
ADVERTISED, OTHER = "https://x/s/1", "https://x/s/2"


def judge(*listed):
    booked = [
        {"@type": "OrderItem", "@id": identifier, "orderedItem": {"@type": "ScheduledSession", "@id": opportunity}}
        for identifier, opportunity in zip(IDS, (ADVERTISED, OTHER), strict=True)
    ]
    sent = {"@type": "Order", "orderedItem": [{"@type": "OrderItem", "@id": identifier} for identifier in listed]}
    exchanges = (
        an_exchange(call="B", step="B", body=json.dumps({"@type": "Order", "orderedItem": booked})),
        an_exchange(
            identifier="x2",
            call="cancellation",
            step="cancel",
            status=400,
            body=json.dumps({"@type": "CancellationNotPermittedError"}),
            sent=json.dumps(sent),
        ),
    )
    criteria = {ADVERTISED: "BookableCancellable", OTHER: "Bookable"}
    known = {identifier: {"id": identifier, "criterion": name} for identifier, name in criteria.items()}
    facts = {"cases": [""], "opportunities": known}
    conversation = Conversation("cancellation", "cancellation", {}, exchanges, (), facts, None)
    all_checks()["order-cancellation.accepts-advertised"].function(Reading(conversation, exchanges))


@pytest.mark.parametrize("listed", [IDS[1:], IDS])
def test_what_is_not_advertised_may_be_kept(listed):
    with pytest.raises(NotApplicable):
        judge(*listed)


def test_what_is_advertised_should_not():
    with pytest.raises(Failed, match="advertised"):
        judge(IDS[0])
