"""What the target takes in one Order is learnt from what it refuses."""

import json
import math
from dataclasses import replace
from types import SimpleNamespace

import pytest

from booking_conformance.recording import Lack
from booking_conformance.scenario import ScenarioInstance
from booking_conformance.scenario.act_again import ActAgain
from booking_conformance.scenario.baskets import Baskets, Parted
from booking_conformance.scenario.transcript import Stopped, Transcript
from tests.support.makings import an_exchange

CONFLICT, FULL = "OpportunityIsInConflictError", "OpportunityIsFullError"
A, B, C = ("https://x/s/1", "https://x/s/2", "https://x/s/3")


def refusal(*errors, status=409):
    items = [{"@type": "OrderItem", **({"error": [{"@type": error}]} if error else {})} for error in errors]
    return an_exchange(status=status, body=json.dumps({"@type": "OrderQuote", "orderedItem": items}))


def cut_off(exchange):
    return replace(exchange, response=replace(exchange.response, body="", truncated=True))


def taught(*lessons):
    baskets = Baskets()
    for quote, opportunities in lessons:
        assert baskets.learn(quote, opportunities)
    return baskets


def test_as_many_are_taken_as_were_not_flagged():
    baskets = taught((refusal(None, None, CONFLICT), (A, B, C)))
    assert baskets.most == 2
    assert baskets.takes_repeats
    assert baskets.refuses((A, A)) == ""
    assert "no more than 2 items" in baskets.refuses((A, B, C))


def test_where_all_are_flagged_it_is_one_less():
    assert taught((refusal(CONFLICT, CONFLICT, CONFLICT), (A, B, C))).most == 2


def test_an_order_that_is_refused_as_a_whole_is_one_too_large():
    whole = an_exchange(status=400, body=json.dumps({"@type": "OpenBookingError"}))
    assert taught((whole, (A, B))).most == 1


def test_of_spaces_of_one_opportunity_that_is_learnt_first():
    baskets = taught((refusal(CONFLICT, CONFLICT, None), (A, A, B)))
    assert (baskets.most, baskets.takes_repeats, baskets.takes_pairs) == (math.inf, False, False)
    assert baskets.learn(refusal(None, None, CONFLICT), (A, B, C))
    assert baskets.most == 2
    assert baskets.takes_repeats, "the three may have been too many"


@pytest.mark.parametrize(
    ("quote", "opportunities"),
    [
        (refusal(CONFLICT), (A,)),
        (refusal(FULL, None), (A, B)),
        (refusal(CONFLICT, CONFLICT, status=500), (A, B)),
        (an_exchange(status=500, body=json.dumps({"@type": "OpenBookingError"})), (A, B)),
        (an_exchange(status=400, body=json.dumps({"@type": "IncompleteBrokerDetailsError"})), (A, B)),
        (cut_off(refusal(None, CONFLICT)), (A, B)),
    ],
)
def test_other_refusals_teach_nothing(quote, opportunities):
    baskets = Baskets()
    assert baskets.learn(quote, opportunities) == ""
    assert (baskets.most, baskets.lessons) == (math.inf, 0)


def test_what_was_taken_before_is_no_matter_of_number():
    baskets = Baskets()
    baskets.take((A, C))
    assert "does not take these" in baskets.learn(refusal(CONFLICT, CONFLICT), (A, B))
    assert (baskets.most, baskets.lessons) == (math.inf, 0)


@pytest.mark.parametrize("quote", [refusal(CONFLICT, CONFLICT), refusal(None, CONFLICT)])
def test_a_repeat_of_what_was_taken_before_is_refused_for_something_else(quote):
    baskets = Baskets()
    baskets.take((A, B))
    assert baskets.learn(quote, (B, A)) == ""


def transcript(baskets):
    return Transcript(ScenarioInstance("booking", {}), SimpleNamespace(baskets=baskets))


def test_who_learns_it_is_acted_out_again_and_who_knew_it_stops_and_lacks_nothing():
    baskets = Baskets()
    first = transcript(baskets)
    with pytest.raises(ActAgain):
        first.learn(refusal(None, CONFLICT), (A, B))
    with pytest.raises(Parted):
        first.require_taken((A, B))
    again = transcript(baskets)
    again.require_taken((A,))
    for ask in (lambda: again.require_taken((A, B)), lambda: again.learn(refusal(None, CONFLICT), (A, B))):
        with pytest.raises(Stopped, match="one item") as stopped:
            ask()
        assert stopped.value.stop.lack is Lack.NONE


def test_what_fits_is_taken_from_the_first_on():
    places = [SimpleNamespace(id=name) for name in (A, A, B, C)]
    baskets = Baskets()
    assert baskets.fitting(places) == places
    assert baskets.learn(refusal(CONFLICT, CONFLICT), (A, A))
    assert [place.id for place in baskets.fitting(places)] == [A, B, C]
    assert baskets.learn(refusal(CONFLICT, CONFLICT, CONFLICT), (A, B, C))
    assert [place.id for place in baskets.fitting(places)] == [A, B]
