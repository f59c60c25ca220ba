"""More booked than there is, and a feed that shows something else than what was booked, are told apart."""

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.check.verify import Failed
from booking_conformance.recording import Conversation, Observation, Reading
from tests.support.makings import an_exchange

SLOT = "https://example.com/slots/1"


def _judged(capacity, left):
    exchanges = (
        an_exchange(identifier="x1", step="B", call="B", status=201, body='{"@type": "Order"}'),
        an_exchange(identifier="x2", step="delete quote", call="order-quote-deletion", status=204, body=""),
    )
    facts = {
        "opportunity": SLOT,
        "opportunities": {SLOT: {"type": "Slot", "exclusive": True, "capacity": capacity}},
        "sentinel": {"orders": True, "open": True},
    }
    value = {"state": "updated", "id": "1", "data": {"@id": SLOT, "remainingUses": left}}
    shown = Observation("capacity", "Slot", "any state", seen=True, value=value, exchanges=("x3",))
    conversation = Conversation(
        "b-meets-quote-deletion[Slot]", "b-meets-quote-deletion", {}, exchanges, (shown,), facts
    )
    all_checks()["contention.quote-deletion-spares-order"].function(Reading(conversation, exchanges))


def test_what_adds_up_passes():
    _judged(capacity=5, left=4)


@pytest.mark.parametrize(
    ("capacity", "left", "words", "expected"),
    [(5, 5, "must add up", "4 spaces left"), (0, 0, "than there are", "at most 0 booked")],
)
def test_what_does_not_says_so_in_numbers_that_can_be(capacity, left, words, expected):
    with pytest.raises(Failed) as failed:
        _judged(capacity, left)
    evidence = failed.value.evidence
    assert words in evidence.message
    assert evidence.expected == expected
