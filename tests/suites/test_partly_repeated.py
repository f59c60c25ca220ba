"""A cancellation that lists what is cancelled already may be refused for what else it lists."""

import json

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.check.verify import Failed, NotApplicable
from booking_conformance.recording import Conversation
from booking_conformance.recording.reading import Reading
from tests.support.makings import an_exchange

IDS = ["https://x/o#1", "https://x/o#2", "https://x/o#3", "https://x/o#4"]
OPPORTUNITIES = ["https://x/s/1", "https://x/s/1", "https://x/s/2", "https://x/s/2"]
NOT_PERMITTED, OTHER = "CancellationNotPermittedError", "OrderItemIdInvalidError"


def judge(criterion, error):
    booked = [
        {"@type": "OrderItem", "@id": identifier, "orderedItem": {"@type": "ScheduledSession", "@id": opportunity}}
        for identifier, opportunity in zip(IDS, OPPORTUNITIES, strict=True)
    ]
    exchanges = (
        an_exchange(call="B", step="B", body=json.dumps({"@type": "Order", "orderedItem": booked})),
        an_exchange(
            identifier="x2",
            call="cancellation",
            step="cancel also another",
            status=400,
            body=json.dumps({"@type": error}),
        ),
    )
    known = {OPPORTUNITIES[0]: {"criterion": "BookableCancellable"}, OPPORTUNITIES[2]: {"criterion": criterion}}
    facts = {"items": IDS, "opportunities": known}
    conversation = Conversation("cancellation-repeated", "cancellation-repeated", {}, exchanges, (), facts, None)
    all_checks()["order-cancellation.partly-repeated-succeeds"].function(Reading(conversation, exchanges))


def test_for_what_is_not_advertised_as_cancellable_it_may():
    with pytest.raises(NotApplicable, match="not advertised"):
        judge("Bookable", NOT_PERMITTED)


@pytest.mark.parametrize(("criterion", "error"), [("BookableCancellable", NOT_PERMITTED), ("Bookable", OTHER)])
def test_otherwise_it_may_not(criterion, error):
    with pytest.raises(Failed, match="must not prevent"):
        judge(criterion, error)
