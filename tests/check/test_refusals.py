"""Refusals of which the error is left open: a success fails wherever it stands, a bare server error decides nothing."""

import json

import pytest

from booking_conformance.check.refusals import all_refused, not_blamed, unquoted_refused
from booking_conformance.check.verify import Failed, NotApplicable, NotTestable
from tests.support import samples

_ERROR = json.dumps({"@context": "https://openactive.io/", "@type": "UnableToProcessOrderItemError"})
REFUSED, FAULTY, CRASHED, SERVED = (409, _ERROR), (500, _ERROR), (500, "Oh no"), (200, "{}")


def judge(*answers):
    sent = [samples.exchange(number, "B", *answer) for number, answer in enumerate(answers)]
    all_refused((exchange, "It must be refused.", ()) for exchange in sent)


@pytest.mark.parametrize("answers", [[REFUSED], [FAULTY, REFUSED]])
def test_every_error_will_do(answers):
    judge(*answers)


@pytest.mark.parametrize("answers", [[SERVED], [REFUSED, SERVED], [CRASHED, SERVED], [SERVED, CRASHED]])
def test_a_success_fails_also_beside_a_crash(answers):
    with pytest.raises(Failed):
        judge(*answers)


@pytest.mark.parametrize("answers", [[CRASHED], [CRASHED, REFUSED]])
def test_a_crash_refuses_nothing(answers):
    with pytest.raises(NotTestable):
        judge(*answers)


def test_nothing_is_no_refusal():
    with pytest.raises(NotApplicable):
        judge()


def test_a_refusal_for_a_total_that_no_quote_stated_says_nothing_of_the_rest():
    mismatch = json.dumps({"@context": "https://openactive.io/", "@type": "TotalPaymentDueMismatchError"})
    with pytest.raises(NotApplicable):
        unquoted_refused(samples.exchange(0, "B", 400, mismatch), "It must be refused.", ())
    unquoted_refused(samples.exchange(0, "B", *REFUSED), "It must be refused.", ())
    with pytest.raises(Failed):
        unquoted_refused(samples.exchange(0, "B", *SERVED), "It must be refused.", ())


def test_a_refusal_may_list_items_and_blames_no_sound_one():
    item = {"@type": "OrderItem", "position": 0}
    faulty = {**item, "position": 1, "error": [{"@type": "OpportunityIsFullError"}]}

    def blames(*items):
        refusal = samples.exchange(0, "B", 409, json.dumps({"@type": "Order", "orderedItem": items}))
        return not_blamed(refusal, lambda item: item["position"].integer == 0)

    assert blames(item, faulty)
    assert not blames(faulty)
    assert not not_blamed(samples.exchange(0, "B", *REFUSED), lambda _: True)
    with pytest.raises(Failed):
        blames({**faulty, "position": 0}, faulty)
