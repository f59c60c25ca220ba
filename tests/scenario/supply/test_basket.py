"""What is chosen for one Order can be booked together."""

import asyncio

import pytest

from booking_conformance.scenario.supply.basket import in_one_basket
from booking_conformance.scenario.supply.wanted import Shortage
from tests.support.shelves import session, shelved, supply_of, wanted


def paid(name, kind):
    offer = session(name, price=5)["offers"][0]
    return session(name, offers=[{**offer, "openBookingPrepayment": f"https://openactive.io/{kind}"}])


def lent(*sessions):
    supply, _ = supply_of(*sessions)
    found = asyncio.run(supply.lend([wanted(), wanted()], "one", "scenario"))
    return {opportunity.id.rsplit("/", 1)[-1] for opportunity in found}


def test_items_that_are_paid_in_different_ways_are_not_put_together():
    sessions = [paid("now-1", "Required"), paid("later", "Unavailable"), paid("now-2", "Required")]
    assert lent(*sessions) == {"now-1", "now-2"}


def test_what_is_free_goes_with_everything():
    assert lent(paid("now", "Required"), session("free")) == {"now", "free"}


def test_where_nothing_goes_together_something_is_lacking():
    with pytest.raises(Shortage):
        lent(paid("now", "Required"), paid("later", "Unavailable"))


def test_the_cheapest_are_chosen():
    common, rare = shelved(session("common")), shelved(session("rare"))
    rare.rarity = 1
    assert in_one_basket([wanted()], [[rare, common]]) == [common]


def test_nothing_is_chosen_twice():
    one = shelved(session("one"))
    assert in_one_basket([wanted(), wanted()], [[one], [one]]) is None


def test_where_none_take_place_at_different_times_the_cheapest_are_chosen():
    now = [shelved({**session(name), "endDate": None}) for name in ("common", "rare", "usual")]
    now[1].rarity = 1
    assert set(in_one_basket([wanted(), wanted()], [now, now]) or ()) == {now[0], now[2]}
