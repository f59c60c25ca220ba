"""The outcome of an exchange check on one call: its worst verdict, and a bounded number of exchanges to show for it."""

import json

import pytest

from booking_conformance.check import Check, fail, inform, not_applicable
from booking_conformance.check.judging.exchange_tally import ExchangeTally
from booking_conformance.recording import History
from booking_conformance.results import Level, Verdict
from tests.support.makings import an_exchange

KEPT = 20


def by_its_answer(exchange, history):
    """Do as the answer says: fail with rows, inform, or say nothing about the rule."""
    wanted = exchange.answer.plain()
    if "fail" in wanted:
        fail("Broken.", at=exchange, requirement=tuple(wanted["fail"]))
    if "inform" in wanted:
        inform("So it is.", at=exchange)
    if "silent" in wanted:
        not_applicable("It has nothing of the kind.")


def tally_of(*answers):
    check = Check("x.y", ("c1-011", "c1-012"), Level.MUST, None, ("C1",), None, None, {}, by_its_answer)
    tally, history = ExchangeTally(check, "x.y[C1]"), History("http://localhost")
    exchanges = [an_exchange(identifier=f"x{i:04}", body=json.dumps(answer)) for i, answer in enumerate(answers, 1)]
    return tally, [tally.judge(exchange, history) for exchange in exchanges]


def test_exchanges_that_hold_pass_and_are_examples():
    tally, kept = tally_of({}, {"silent": 1}, {})
    outcome = tally.instance()
    assert (outcome.verdict, outcome.reason, outcome.exchanges) == (Verdict.PASS, "", ("x0001", "x0003"))
    assert (tally.judged, kept) == (2, [False] * 3)


def test_the_worst_verdict_counts_and_its_exchanges_are_shown():
    tally, kept = tally_of({"inform": 1}, {"fail": ["c1-011"]}, {}, {"fail": ["c1-011"]})
    outcome = tally.instance()
    assert (outcome.verdict, outcome.exchanges) == (Verdict.FAIL, ("x0002", "x0004"))
    assert outcome.reason == "Broken. (2 of 4 exchanges)"
    assert kept == [True, True, False, True]
    assert (tally.count(Verdict.FAIL), tally.count(Verdict.INFO), tally.count(Verdict.WARN)) == (2, 1, 0)


def test_a_single_exchange_is_not_counted_in_words():
    assert tally_of({"fail": ["c1-011"]})[0].instance().reason == "Broken."


@pytest.mark.parametrize(("answer", "shown"), [({}, KEPT), ({"fail": ["c1-011"]}, KEPT)])
def test_no_more_exchanges_are_kept_than_anybody_reads(answer, shown):
    tally, _ = tally_of(*[answer] * (KEPT + 5))
    assert len(tally.instance().exchanges) == shown


def test_a_row_that_nothing_blamed_before_is_kept_however_many_came():
    tally, kept = tally_of(*[{"fail": ["c1-011"]}] * (KEPT + 1), {"fail": ["c1-012"]})
    assert kept[-2:] == [False, True]
    assert tally.instance().exchanges[-1] == f"x{KEPT + 2:04}"
