"""What comes of a recording is judged as it comes: exchanges in their turn, conversations when they have ended."""

from dataclasses import replace

import pytest

from booking_conformance.check import Check, require
from booking_conformance.check.judging.growing import Growth, judge_growing
from booking_conformance.check.planning.instances import CheckInstance
from booking_conformance.recording import Conversation
from booking_conformance.results import Level, Verdict
from tests.support.makings import an_exchange

BASE_URI = "https://example.com/api"
SAID = [replace(an_exchange(identifier=f"x000{number}"), scenario="booking") for number in range(1, 5)]
ENDED = Conversation("booking", "booking", {}, tuple(SAID[:3]))


def is_last(exchange, history):
    require(len(history.before(exchange)) == len(SAID) - 1, "It is not the last.", at=exchange)


def reads_all(conversation):
    require(conversation.steps("")[-1] is conversation.everything[-1], "It is not the end.")


def reads_its_own(conversation):
    require(len(conversation.steps("C1")) == len(SAID), "One is missing.", at=conversation.exchanges[-1])


def planned(function, call=None):
    check = Check("x.y", ("c1-011",), Level.MUST, None if call else "booking", (), None, None, {}, function)
    return (check, CheckInstance("x.y", "", call=call, conversation=None if call else "booking"))


@pytest.mark.parametrize("cuts", [(4,), (1, 4), (2, 3, 4)])
def test_each_is_judged_with_all_that_came_before_it(cuts):
    ends = zip((0, *cuts), cuts, strict=False)
    growing = [Growth.of(BASE_URI, SAID[begin:end], [ENDED] if end == len(SAID) else []) for begin, end in ends]
    found = judge_growing([planned(is_last, call="C1")], iter(growing))
    assert found.tallies["x.y"].count(Verdict.FAIL) == len(SAID) - 1
    outcome = judge_growing([planned(reads_its_own)], iter(growing)).outcomes["x.y"]
    assert (outcome.verdict, outcome.exchanges) == (Verdict.FAIL, ("x0003", "x0001", "x0002"))


def test_a_check_that_reads_what_is_still_growing_is_not_judged():
    assert judge_growing([planned(reads_all)], iter([Growth.of(BASE_URI, SAID, [ENDED])])).outcomes == {}
