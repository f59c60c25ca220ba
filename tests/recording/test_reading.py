"""A reading notes what a check asks for, and says why what was not recorded was not reached."""

import pytest

from booking_conformance.recording.conversation import Conversation, Lack, NotReached, Observation, Stop
from booking_conformance.recording.reading import Reading
from booking_conformance.recording.recording import Recording
from tests.support.makings import an_exchange

C1 = an_exchange(identifier="x0001", step="C1")
SEEN = Observation("o", "orders-feed", "it", seen=True, value={"id": "a"}, exchanges=("x0007", "x0008"))


def reading(**settings):
    return Reading(Conversation("booking[Slot]", "booking", {"type": "Slot"}, (C1,), (SEEN,), {"a": 1}, **settings))


def test_what_is_read_is_noted_once():
    found = reading()
    found.step("C1")
    found.success("C1")
    found.observation("o")
    assert found.read == ("x0001", "x0008")


def test_facts_and_values_are_there_to_be_read():
    assert (reading().fact("a"), reading().values["type"], reading().id) == (1, "Slot", "booking[Slot]")


@pytest.mark.parametrize("ask", [lambda r: r.step("B"), lambda r: r.steps("B"), lambda r: r.fact("b")])
def test_what_was_not_reached_says_why(ask):
    with pytest.raises(NotReached, match="C2 was refused") as raised:
        ask(reading(stop=Stop("C2 was refused", "x0001")))
    assert raised.value.exchange is C1


def test_a_recording_finds_exchanges_by_id():
    recording = Recording("", (C1,))
    assert recording.exchange("x0001") is C1
    assert recording.exchange("x9") is None


@pytest.mark.parametrize(("lack", "found"), [(Lack.BEYOND, Lack.BEYOND), (Lack.NONE, Lack.NEEDED), (None, Lack.NEEDED)])
def test_a_step_that_is_beyond_the_configuration_lacks_no_more_than_what_follows_it(lack, found):
    refused = an_exchange(identifier="x0002", step="withdrawal", status=404)
    stop = Stop("this is no action of the specification", "x0002", lack=lack) if lack else None
    conversation = Conversation("s[Slot]", "s", {}, (refused,), (), {}, stop=stop)
    with pytest.raises(NotReached, match="The step withdrawal did not succeed") as raised:
        Reading(conversation).success("withdrawal")
    assert (raised.value.lack, raised.value.exchange) == (found, refused)
