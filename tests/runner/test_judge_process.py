"""Checks judged beside acting come to the same as judged afterwards, whatever happens to the process."""

import asyncio
import os
import signal
import threading
from contextlib import closing
from dataclasses import replace
from types import SimpleNamespace

import pytest

from booking_conformance.check import Check, require
from booking_conformance.check.judging.judge import Judge
from booking_conformance.check.planning.instances import CheckInstance
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import declared_settings
from booking_conformance.gc_tuning import collecting_rarely
from booking_conformance.recording import Conversation, Recording
from booking_conformance.results import Level
from booking_conformance.runner import judge_process
from booking_conformance.runner.judge_process import Intake, JudgeProcess, judge_beside
from booking_conformance.runner.run import plan_run
from booking_conformance.runner.session import state as session_state
from booking_conformance.runner.session.state import SessionState
from tests.support.makings import an_exchange

# A run forks while it has one thread; who runs these tests may have others.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")

BASE_URI = "https://example.com/api"
CONFIGURATION = load(data=declared_settings(), environment={}).configuration
PLAN = plan_run(CONFIGURATION, ("messages", "c1", "c2"))
OF_EXCHANGES = tuple(pair for pair in PLAN.judged if pair[1].call)
EXCHANGES = [
    an_exchange(
        identifier=f"x{number:04d}", call=call, body=f'{{"@type": "OrderQuote", "n": {number}}}', seconds=number
    )
    for number, call in enumerate(["C1", "C2", "B", "C1", "order-status", "C1", "C2"], 1)
]
EXCHANGES[1:5] = [replace(exchange, scenario="booking[Slot]") for exchange in EXCHANGES[1:5]]


CONVERSATION = Conversation("booking[Slot]", "booking", {}, tuple(EXCHANGES[1:5]), facts={"spaces": 3})


def reads_its_conversation(conversation):
    require(conversation.fact("spaces") == 4, "There are fewer spaces.", at=conversation.step("C1"))


def reads_everything(conversation):
    require(
        len(conversation.everything) < len(conversation.steps("")), "More was said.", at=conversation.everything[-1]
    )


OF_CONVERSATIONS = tuple(
    (
        Check(f"x.{judge.__name__}", ("c1-011",), Level.MUST, "booking", (), None, None, {}, judge),
        CheckInstance(f"x.{judge.__name__}[Slot]", "Slot", conversation="booking[Slot]"),
    )
    for judge in (reads_its_conversation, reads_everything)
)


@pytest.fixture(autouse=True)
def fed_without_pause(monkeypatch):
    monkeypatch.setattr(judge_process, "_FED_EVERY_S", 0)
    with collecting_rarely():
        yield


@pytest.fixture
def process():
    with closing(JudgeProcess(OF_EXCHANGES + OF_CONVERSATIONS)) as started:
        yield started


def recording(exchanges=EXCHANGES, conversations=()):
    return Recording(BASE_URI, exchanges, conversations)


def outcomes(judge):
    return [judge.judge(check, instance) for check, instance in OF_EXCHANGES]


def afterwards(exchanges=EXCHANGES):
    return outcomes(Judge(recording(exchanges), OF_EXCHANGES))


async def follow(process, recorder, conversations=()):
    """Follow a recording for a few looks at it."""
    following = asyncio.create_task(process.follow(recorder, conversations, BASE_URI))
    for _ in range(5):
        await asyncio.sleep(0)
    following.cancel()


def handed_over(process, exchanges=EXCHANGES, conversations=()):
    asyncio.run(follow(process, SimpleNamespace(exchanges=list(exchanges)), conversations))


def test_the_outcomes_are_those_of_judging_afterwards(process):
    # They are stored as they end.
    handed_over(process, EXCHANGES[2::-1] + EXCHANGES[4:2:-1])
    process.end(recording())
    before = process.judged()
    assert {outcome.verdict.value for outcome in afterwards()} >= {"fail", "pass", "not-applicable"}
    assert outcomes(Judge(recording(), OF_EXCHANGES, lambda: before)) == afterwards()
    assert {identifier: tally.judged for identifier, tally in before.tallies.items() if tally.judged}


def without_time(outcome):
    return replace(outcome, duration_s=0)


@pytest.mark.parametrize("followed", [(), (CONVERSATION,)])
def test_a_conversation_that_ended_is_judged_unless_a_check_may_read_what_comes_later(process, followed):
    finished = recording(conversations=(CONVERSATION,))
    handed_over(process, EXCHANGES[:6], followed)
    process.end(finished)
    before = process.judged()
    judge, afterwards = Judge(finished, OF_CONVERSATIONS, lambda: before), Judge(finished, OF_CONVERSATIONS)
    for pair in OF_CONVERSATIONS:
        assert without_time(judge.judge(*pair)) == without_time(afterwards.judge(*pair))
    [(name, outcome)] = before.outcomes.items()
    assert name == "x.reads_its_conversation[Slot]"
    assert (outcome.verdict.value, outcome.exchanges) == ("fail", ("x0002",))


def test_a_conversation_that_nothing_is_to_be_judged_on_is_passed_over():
    with closing(JudgeProcess(OF_EXCHANGES)) as process:
        process.end(recording(conversations=(CONVERSATION,)))
        assert process.judged().outcomes == {}


def test_a_conversation_of_which_something_was_sent_again_is_judged_afterwards(process):
    finished = [*EXCHANGES[:2], replace(EXCHANGES[2], superseded=True), *EXCHANGES[3:]]
    handed_over(process, finished, [CONVERSATION])
    process.end(recording(finished, (CONVERSATION,)))
    before = process.judged()
    assert before.tallies
    assert not before.outcomes


def test_where_a_conversation_is_another_in_the_end_everything_is_judged_afterwards(process):
    handed_over(process, EXCHANGES, [CONVERSATION])
    process.end(recording(conversations=(replace(CONVERSATION, facts={}),)))
    assert process.judged() is None


def test_what_was_never_followed_is_judged_at_the_end(process):
    process.end(recording())
    assert outcomes(Judge(recording(), OF_EXCHANGES, process.judged)) == afterwards()


def test_when_the_process_was_killed_everything_is_judged_afterwards(process):
    handed_over(process, EXCHANGES[:3])
    os.kill(process.pid, signal.SIGKILL)
    process.end(recording())
    assert process.judged() is None
    assert outcomes(Judge(recording(), OF_EXCHANGES, process.judged)) == afterwards()


def test_what_was_never_given_to_its_end_is_not_waited_for(process):
    handed_over(process, EXCHANGES[:3])
    assert process.judged() is None
    assert outcomes(Judge(recording(), OF_EXCHANGES, process.judged)) == afterwards()


@pytest.mark.parametrize("altered", [{"superseded": True}, {"response": None}])
def test_what_was_altered_since_it_was_handed_over_is_judged_afterwards(process, altered):
    handed_over(process)
    finished = [replace(EXCHANGES[0], **altered), *EXCHANGES[1:]]
    process.end(recording(finished))
    assert process.judged() is None
    assert outcomes(Judge(recording(finished), OF_EXCHANGES, process.judged)) == afterwards(finished)


def test_what_was_sent_again_before_it_was_handed_over_is_passed_over(process):
    finished = [replace(EXCHANGES[0], superseded=True), *EXCHANGES[1:]]
    handed_over(process, finished)
    process.end(recording(finished))
    assert outcomes(Judge(recording(finished), OF_EXCHANGES, process.judged)) == afterwards(finished)


def test_an_exchange_is_handed_over_when_those_before_it_have_ended_and_a_look_later():
    intake, (one, two, three) = Intake(), EXCHANGES[:3]
    assert [intake.settled(stored) for stored in ([two], [two, one], [two, one, three], [two, one, three])] == [
        [], [], [1, 0], [2],
    ]  # fmt: skip


def no_process(planned):
    raise BlockingIOError("Resource temporarily unavailable")


def test_no_process_is_started_without_exchange_checks_where_none_is_to_be_had_and_beside_threads(monkeypatch):
    monkeypatch.setattr(judge_process, "JudgeProcess", lambda planned: planned)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    assert judge_beside(()) is None
    assert judge_beside(OF_CONVERSATIONS) is None
    assert judge_beside(PLAN.judged) == PLAN.judged
    monkeypatch.setattr(judge_process, "JudgeProcess", no_process)
    assert judge_beside(PLAN.judged) is None
    monkeypatch.setattr(judge_process, "JudgeProcess", lambda _: pytest.fail("it is not safe"))
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert judge_beside(PLAN.judged) is None


class Acting:
    """An execution that records what it is given."""

    given_up = ""
    follow = None

    def __init__(self):
        self.recording = recording()

    def progress(self, line):
        pass

    async def act(self, plan):
        await follow(SimpleNamespace(follow=self.follow), SimpleNamespace(exchanges=EXCHANGES))


def test_a_session_takes_what_was_judged_beside(monkeypatch):
    monkeypatch.setattr(session_state, "judge_beside", lambda _: JudgeProcess(OF_EXCHANGES))
    expected = afterwards()
    with closing(SessionState(CONFIGURATION, PLAN, Acting, beside=True)) as state:
        asyncio.run(state.act())
        monkeypatch.setattr(Judge, "_pass_over_exchanges", lambda _: pytest.fail("it was judged already"))
        assert [state.judge(check, instance) for check, instance in OF_EXCHANGES] == expected
