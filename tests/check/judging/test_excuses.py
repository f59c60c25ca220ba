"""What states no capacity may be full all the same, and what a rate limit sends away was not looked at."""

import json

import pytest

from booking_conformance.check.judging.excuses import excuse
from booking_conformance.recording import Conversation, Reading
from booking_conformance.results import Evidence
from tests.support.makings import an_exchange

VIDEO = {"@type": "OnDemandEvent", "@id": "https://example.com/videos/1"}
COUNTED, SESSION = {**VIDEO, "remainingAttendeeCapacity": 3}, {**VIDEO, "@type": "ScheduledSession"}
FULL, INSUFFICIENT = "OpportunityIsFullError", "OpportunityHasInsufficientCapacityError"


def excused(answer, sent=VIDEO, status=409):
    asked = {"@type": "OrderQuote", "orderedItem": [{"orderedItem": sent}]}
    exchange = an_exchange(status=status, body=json.dumps(answer), sent=json.dumps(asked))
    conversation = Conversation("booking", "booking", {}, (exchange,))
    return excuse(Reading(conversation, (exchange,)), Evidence("Refused.", exchange.id))


def item(kind, opportunity=VIDEO):
    return {"@type": "OrderItem", "orderedItem": opportunity, "error": [{"@type": kind}]}


def quote(*items):
    return {"@type": "OrderQuote", "orderedItem": [{"@type": "OrderItem", "orderedItem": VIDEO}, *items]}


@pytest.mark.parametrize("answer", [quote(item(FULL)), quote(item(INSUFFICIENT)), {"@type": INSUFFICIENT}])
def test_what_ran_out_unseen_is_told_and_nobody_blamed(answer):
    found = excused(answer)
    assert found is not None
    assert "State the remaining capacity" in found.remedy


@pytest.mark.parametrize(
    ("answer", "sent"),
    [
        (quote(), VIDEO),
        (quote(item(FULL, COUNTED)), COUNTED),
        (quote(item(FULL), item(FULL, SESSION)), VIDEO),
        (quote(item("UnknownOfferError")), VIDEO),
        ({"@type": INSUFFICIENT}, SESSION),
        ({"@type": "OrderCreationFailedError"}, VIDEO),
    ],
)
def test_any_other_refusal_is_judged(answer, sent):
    assert excused(answer, sent) is None


def test_a_refusal_is_a_conflict():
    assert excused(quote(item(FULL)), status=200) is None


def test_what_a_rate_limit_sends_away_shows_nothing():
    found = excused({"@type": "TooManyRequestsError"}, status=429)
    assert found is not None
    assert "limits.rate" in found.remedy
