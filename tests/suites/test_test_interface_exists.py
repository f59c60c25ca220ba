"""No Test Interface has to know the actions that only this suite asks for."""

import json

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.check.verify import Failed, NotApplicable
from booking_conformance.recording import History
from booking_conformance.scenario import bodies
from tests.support.makings import an_exchange


def judge(action):
    sent = json.dumps(bodies.simulate(action, "ScheduledSession", "https://example.com/s/1"))
    body = json.dumps({"@type": "UnknownOrIncorrectEndpointError"})
    asked = an_exchange(call="test-action", status=404, body=body, sent=sent, uuid=None)
    history = History("https://example.com/api")
    all_checks()["messages.test-interface-exists"].function(asked, history)


@pytest.mark.parametrize("action", sorted(bodies.OWN_ACTIONS))
def test_a_404_for_an_action_of_ours_is_not_blamed(action):
    with pytest.raises(NotApplicable, match="has to know"):
        judge(action)


def test_a_404_for_an_action_of_the_vocabulary_is():
    with pytest.raises(Failed, match="does not exist"):
        judge("SellerRequestedCancellation")
