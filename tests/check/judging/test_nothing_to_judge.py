"""What it means that a rule had nothing to judge: it depends on whether the run needed it, and could have had it."""

from dataclasses import replace

import pytest

from booking_conformance.check import Check, beyond, not_applicable, not_testable
from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.judging.exchange_tally import ExchangeTally
from booking_conformance.recording import Conversation, History, Lack, Stop
from booking_conformance.results import Level, Verdict
from tests.support.makings import an_exchange


def silent(exchange, history):
    not_applicable("It has nothing of the kind.")


def outcome_of(*exchanges, stop=None):
    check = Check("x.y", ("c1-011",), Level.MUST, None, ("C1",), None, None, {}, silent)
    tally = ExchangeTally(check, "x.y[C1]")
    for exchange in exchanges:
        tally.judge(exchange, History("http://localhost"))
    return tally.instance(stop)


def test_answers_without_what_the_rule_is_about_make_it_not_applicable():
    outcome = outcome_of(an_exchange(step="C1"), an_exchange(step="C1"))
    assert (outcome.verdict, outcome.reason) == (
        Verdict.NOT_APPLICABLE,
        "None of 2 responses contains anything that the rule covers.",
    )


def test_a_call_that_the_run_had_no_reason_to_make_makes_it_not_applicable():
    assert outcome_of().verdict is Verdict.NOT_APPLICABLE


def test_a_call_that_something_kept_the_run_from_making_is_not_testable():
    outcome = outcome_of(stop=Stop("no opportunity Bookable", "x0002", remedy="Seed 3 more."))
    assert outcome.verdict is Verdict.NOT_TESTABLE
    assert outcome.remedy == "Seed 3 more."
    assert "no opportunity Bookable" in outcome.reason


@pytest.mark.parametrize("made", [(), (replace(an_exchange(status=409), intent="improper"),)])
def test_a_call_that_nobody_could_make_succeed_is_beyond_the_configuration(made):
    stop = Stop("nobody accepted", "x0002", lack=Lack.BEYOND, remedy="Declare a Test Interface.")
    outcome = outcome_of(*made, stop=stop)
    assert (outcome.verdict, outcome.remedy) == (Verdict.NOT_RUN, "Declare a Test Interface.")
    assert "nobody accepted" in outcome.reason


def test_a_call_that_succeeded_elsewhere_is_not_beyond_the_configuration():
    stop = Stop("nobody accepted", "x0002", lack=Lack.BEYOND, remedy="Declare a Test Interface.")
    assert outcome_of(an_exchange(step="C1"), stop=stop).verdict is Verdict.NOT_APPLICABLE


def test_a_call_that_never_succeeded_is_not_testable_and_says_which():
    outcome = outcome_of(an_exchange(identifier="x0009", step="C1", status=500))
    assert (outcome.verdict, outcome.exchanges) == (Verdict.NOT_TESTABLE, ("x0009",))
    assert outcome.remedy


@pytest.mark.parametrize(
    ("lack", "verdict"),
    [
        (Lack.NEEDED, Verdict.NOT_TESTABLE),
        (Lack.NONE, Verdict.NOT_APPLICABLE),
        (Lack.BEYOND, Verdict.NOT_RUN),
    ],
)
def test_a_scenario_that_ended_early_says_what_that_means_for_what_it_did_not_reach(lack, verdict):
    check = Check("x.y", ("c1-011",), Level.MUST, "booking", (), None, None, {}, lambda c: c.success("B"))
    stop = Stop("nobody could accept", lack=lack, remedy="Configure a Test Interface.")
    outcome = judge_conversation(check, Conversation("booking", "booking", {}, (), stop=stop), "x.y")
    assert outcome.verdict is verdict
    assert outcome.remedy == ("" if lack is Lack.NONE else "Configure a Test Interface.")


@pytest.mark.parametrize(("say", "verdict"), [(beyond, Verdict.NOT_RUN), (not_testable, Verdict.NOT_TESTABLE)])
def test_a_check_says_how_to_get_what_it_lacked(say, verdict):
    def function(conversation):
        say("It was not there.", remedy="Do this.")

    check = Check("x.y", ("c1-011",), Level.MUST, "booking", (), None, None, {}, function)
    outcome = judge_conversation(check, Conversation("booking", "booking", {}, ()), "x.y")
    assert (outcome.verdict, outcome.remedy) == (verdict, "Do this.")
