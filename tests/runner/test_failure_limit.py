"""``--max-failures`` ends a run that has seen enough; what was not acted out then is nobody's pass."""

from types import SimpleNamespace

from booking_conformance.check import Check, verify
from booking_conformance.check.planning.instances import CheckInstance
from booking_conformance.recording import Conversation, Recording
from booking_conformance.results import Level, Verdict
from booking_conformance.runner.failure_limit import FailureLimit
from booking_conformance.runner.session.state import SessionState
from tests.support.makings import an_exchange


def fails(conversation):
    verify.fail("broken", at=conversation.step("C1"))


def holds(conversation):
    conversation.step("C1")


def never_served(exchange, history):
    verify.fail("broken", at=exchange)


def planned(check_id, function, scenario="booking", call=""):
    calls = (call,) if call else ()
    check = Check(check_id, ("c1-011",), Level.MUST, None if call else scenario, calls, None, None, {}, function)
    return check, CheckInstance(check_id, "", conversation=None if call else scenario, call=call or None)


CONVERSATION = Conversation("booking", "booking", {}, (an_exchange(step="C1"),))
CALL = CONVERSATION.exchanges[0].call


def said(plan, most, known=()):
    return FailureLimit(plan, most, frozenset(known))(CONVERSATION, "https://example.org/api")


def test_the_run_goes_on_until_so_many_checks_have_failed():
    plan = [planned("x.a", fails), planned("x.b", holds), planned("x.c", never_served, call=CALL)]
    assert said(plan, 3) == ""
    assert said(plan, 2) == "2 checks have failed (--max-failures)"
    assert said(plan, 1).startswith("2 checks")


def test_what_is_known_to_fail_and_what_reads_another_conversation_does_not_count():
    assert said([planned("x.a", fails)], 1, known=["x.a"]) == ""
    assert said([planned("x.a", fails, scenario="another")], 1) == ""


def test_failures_of_several_conversations_add_up_by_check():
    limit = FailureLimit([planned("x.a", fails), planned("x.b", fails, scenario="another")], 2)
    assert [limit(CONVERSATION, ""), limit(CONVERSATION, "")] == ["", ""]
    other = Conversation("another", "another", {}, CONVERSATION.exchanges)
    assert limit(other, "") == "2 checks have failed (--max-failures)"


def test_what_had_not_ended_is_not_testable_and_what_had_is_judged():
    ended, cut_off = planned("x.a", holds), planned("x.b", holds, scenario="another")
    recording = Recording("", CONVERSATION.exchanges, (CONVERSATION,))
    session = SessionState(None, SimpleNamespace(judged=(ended, cut_off)), lambda: None)
    session._execution = SimpleNamespace(given_up="1 check has failed (--max-failures)", recording=recording)
    assert session.judge(*ended).verdict is Verdict.PASS
    outcome = session.judge(*cut_off)
    assert (outcome.verdict, outcome.remedy) == (Verdict.NOT_TESTABLE, "Run without --max-failures.")
