"""A basket of faulty items may ask for more spaces than there are, and be refused for that."""

import json

import pytest

from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import Conversation
from booking_conformance.results import Verdict
from tests.support.makings import an_exchange

PLACE = "https://x/s/1"
REFUSALS = {"unknown": "OpportunityHasInsufficientCapacityError", "malformed": "UnableToProcessOrderItemError",
            "incomplete": "OrderCreationFailedError"}  # fmt: skip


@pytest.mark.parametrize(("capacity", "verdict"), [(1, Verdict.PASS), (2, Verdict.FAIL), (None, Verdict.FAIL)])
def test_lack_of_spaces_is_a_reason_only_where_they_lack(capacity, verdict):
    sent = json.dumps({"orderedItem": [{"orderedItem": {"@id": PLACE}}] * 2})
    asked = tuple(
        an_exchange(identifier=basket, call="B", step=f"{basket}: B", status=409, sent=sent,
                    body=json.dumps({"@type": kind}))
        for basket, kind in REFUSALS.items()
    )  # fmt: skip
    facts = {"opportunities": {PLACE: {"capacity": capacity}}, **{f"{name} basket": {name: {}} for name in REFUSALS}}
    talk = Conversation("faulty-items", "faulty-items", {}, asked, (), facts)
    check = all_checks()["errors-provoked.b-refuses-faulty-items"]
    assert judge_conversation(check, talk, check.id).verdict is verdict
