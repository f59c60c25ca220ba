"""A failure blames the rows that it concerns, and is as bad as these."""

import pytest

from booking_conformance.check import Check, verify
from booking_conformance.check.judging.blame import broken
from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.recording import Conversation
from booking_conformance.results import Evidence, Level, Verdict
from tests.support.makings import an_exchange

MUST_ROW, SHOULD_ROW = "c1-011", "c1-022"


def judged_by_rows(cites, requirement=()):
    def function(conversation):
        verify.fail("broken", at=conversation.step("C1"), requirement=requirement)

    declared = Check("x.y", cites, Level.MUST, "booking", (), None, None, {}, function)
    conversation = Conversation("booking", "booking", {}, (an_exchange(step="C1"),))
    return judge_conversation(declared, conversation, "x.y")


def test_a_failure_blames_the_rows_it_names():
    assert judged_by_rows((MUST_ROW, "c1-002"), MUST_ROW).evidence[0].requirements == (MUST_ROW,)


def test_a_failure_that_names_no_row_blames_all_that_are_cited():
    assert judged_by_rows((MUST_ROW, "c1-002")).evidence[0].requirements == (MUST_ROW, "c1-002")


def test_a_breach_of_a_weaker_row_only_warns():
    assert judged_by_rows((MUST_ROW, SHOULD_ROW), SHOULD_ROW).verdict is Verdict.WARN
    assert judged_by_rows((MUST_ROW, SHOULD_ROW), MUST_ROW).verdict is Verdict.FAIL


def test_a_row_that_is_not_cited_cannot_be_blamed():
    assert judged_by_rows((MUST_ROW,), SHOULD_ROW).verdict is Verdict.ERROR


@pytest.mark.parametrize(
    ("call", "rows"),
    [
        ("C1", ("err-001", "c1-002")),
        ("B", ("err-001", "b-002")),
        ("order-deletion", ("err-001",)),
        ("", ("err-001", "c1-002", "b-002")),
    ],
)
def test_a_failure_that_names_no_row_blames_those_that_speak_of_the_call(call, rows):
    declared = Check("x.y", ("err-001", "c1-002", "b-002"), Level.MUST, None, ("C1", "B"), None, None, {}, broken)
    assert broken(declared, Evidence("It is broken."), call)[1].requirements == rows


def test_where_no_row_speaks_of_the_call_all_are_blamed():
    declared = Check("x.y", ("c1-002", "b-002"), Level.MUST, None, ("C2",), None, None, {}, broken)
    assert broken(declared, Evidence("It is broken."), "C2")[1].requirements == ("c1-002", "b-002")
