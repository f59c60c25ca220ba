"""A verdict is what a check says through the helpers; nothing else is one."""

from dataclasses import replace

import pytest

from booking_conformance.check import Check, verify
from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.recording import Conversation, Document, Observation, Response, Stop, parse_json
from booking_conformance.results import Level, Verdict
from tests.support.makings import an_exchange


def a_check(function, level=Level.MUST):
    return Check("x.y", ("c1-011",), level, "booking", (), None, None, {}, function)


def judged(function, level=Level.MUST, **settings):
    exchanges = settings.pop("exchanges", (an_exchange(step="C1"),))
    conversation = Conversation("booking", "booking", {}, exchanges, **settings)
    return judge_conversation(a_check(function, level), conversation, "x.y")


def broken(conversation):
    verify.fail("broken", at=conversation.step("C1"))


def test_reading_and_saying_nothing_is_a_pass():
    outcome = judged(lambda conversation: conversation.step("C1"))
    assert (outcome.verdict, outcome.exchanges) == (Verdict.PASS, ("x0001",))


def test_a_check_that_read_nothing_is_an_error_not_a_pass():
    assert judged(lambda conversation: None).verdict is Verdict.ERROR


@pytest.mark.parametrize(
    ("level", "verdict"), [(Level.MUST, Verdict.FAIL), (Level.SHOULD, Verdict.WARN), (Level.MAY, Verdict.INFO)]
)
def test_the_level_decides_what_a_broken_rule_is(level, verdict):
    assert judged(broken, level).verdict is verdict


@pytest.mark.parametrize("exception", [AssertionError("no"), KeyError("x"), RecursionError(), ValueError()])
def test_any_other_exception_is_the_suites_own_error(exception):
    def careless(conversation):
        conversation.step("C1")
        raise exception

    assert judged(careless).verdict is Verdict.ERROR


def test_a_step_that_was_not_reached_points_to_its_cause():
    cause = an_exchange(identifier="x0007", step="C2", status=500)
    outcome = judged(lambda c: c.success("B"), exchanges=(cause,), stop=Stop("C2 was refused", "x0007"))
    assert outcome.verdict is Verdict.NOT_TESTABLE
    assert "C2 was refused" in outcome.reason
    assert outcome.exchanges == ("x0007",)


@pytest.mark.parametrize(
    ("lost", "verdict"), [({"truncated": True}, Verdict.NOT_TESTABLE), ({"body_lost": True}, Verdict.NOT_APPLICABLE)]
)
def test_a_body_that_was_not_kept_is_no_failure(lost, verdict):
    large = replace(an_exchange(step="C1"), response=Response(200, **lost))
    outcome = judged(lambda c: verify.require(c.step("C1").answer["a"], "no a"), exchanges=(large,))
    assert outcome.verdict is verdict
    assert ("response_bytes" in outcome.remedy) is lost.get("truncated", False)


def test_a_scenario_that_broke_is_the_suites_own_error():
    outcome = judged(lambda c: c.success("B"), exchanges=(), stop=Stop("KeyError", internal_error=True))
    assert outcome.verdict is Verdict.ERROR


@pytest.mark.parametrize("text", ["NaN", "Infinity", "[" * 100_000, "", "{"])
def test_what_is_no_json_is_a_value_error(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_json(text)


def test_following_what_is_not_there_never_raises():
    place = Document([1, {"a": None}])["x"]["y"]
    assert not place
    assert place.each() == []
    assert [place.text, place.decimal, place.id, place.type] == [None] * 4
    assert place.pointer == "/x/y"


@pytest.mark.parametrize(
    ("value", "amount"), [("5", "5"), (5, "5"), ("5.00", "5.00"), (True, None), ("NaN", None), ([], None)]
)
def test_amounts_are_numbers_or_text(value, amount):
    found = Document(value).decimal
    assert (None if found is None else str(found)) == amount


def observing(conversation):
    verify.require(conversation.observation("o").seen, "It was not seen.", at=None)


@pytest.mark.parametrize(("seen", "verdict"), [(True, Verdict.ERROR), (False, Verdict.NOT_TESTABLE)])
def test_what_was_observed_on_no_page_is_no_evidence(seen, verdict):
    observations = (Observation("o", "feed", "it", seen=seen),)
    assert judged(observing, observations=observations).verdict is verdict
