"""The tallies on one call see the same exchanges, and know together how it was answered."""

from booking_conformance.check.judging.call_answers import CallAnswers
from booking_conformance.check.judging.call_tallies import CallTallies
from booking_conformance.check.registry import all_checks
from booking_conformance.results import Evidence, Verdict
from tests.support.makings import an_exchange

PASSED, FAILED = (Verdict.PASS, None), (Verdict.FAIL, Evidence("It is wrong."))


def test_an_exchange_is_kept_as_evidence_where_a_check_fails_on_it():
    tallies = CallTallies()
    holding, broken = (tallies.add(all_checks()["c1.omits-customer"], f"id[{name}]") for name in "ab")
    assert tallies.take(an_exchange(), [PASSED, FAILED]) is True
    assert tallies.take(an_exchange(identifier="x2"), [PASSED, PASSED]) is False
    assert [holding.instance().verdict, broken.instance().verdict] == [Verdict.PASS, Verdict.FAIL]
    assert broken.judged == 2


def test_a_refusal_counts_where_nothing_was_wrong_with_the_request():
    answers = CallAnswers()
    answers.note(an_exchange(call="order-status", status=404))
    assert (answers.seen, answers.refusal, answers.answered) == (1, None, False)
    refusal = an_exchange(status=500)
    answers.note(refusal)
    assert (answers.refusal, answers.answered) == (refusal, False)
    answers.note(an_exchange())
    assert (answers.seen, answers.refusal, answers.answered) == (3, refusal, True)
