"""What an opportunity on the shelf serves for, how many spaces of it are lent, and what it costs to lend it."""

from datetime import UTC, datetime

import pytest

from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.scenario.supply.shelved import shelve
from tests.support.shelves import KIND, session, shelved, wanted


def test_it_serves_for_what_one_of_its_offers_meets():
    free, paid = session("a")["offers"][0], session("a", price=5)["offers"][0]
    both = shelved(session("a", offers=[free, {**paid, "@id": "https://x/a#/offers/1"}]))
    assert both.offer_for(wanted("BookableFree")).id == free["@id"]
    assert both.offer_for(wanted("BookableNonFree")).id == "https://x/a#/offers/1"
    assert not both.is_for(wanted("BookableNonCancellable"))


def test_one_that_cannot_be_booked_in_advance_comes_last():
    offer = session("a")["offers"][0]
    closed = {**offer, "@id": "https://x/a#/offers/1", "openBookingInAdvance": "https://openactive.io/Unavailable"}
    full = shelved(session("a", spaces=0, offers=[closed, offer]))
    assert full.offer_for(wanted("BookableNoSpaces")).id == offer["@id"]


def test_an_offer_that_may_not_be_used_serves_for_nothing():
    published = PublishedOpportunity.of(KIND, session("a"))
    assert shelve(published, "primary", datetime.now(UTC), lambda _: False, 0) is None


@pytest.mark.parametrize(("spaces", "spared", "asked", "serves"), [(2, 0, 2, True), (2, 1, 2, False), (3, 1, 2, True)])
def test_spared_spaces_are_never_lent(spaces, spared, asked, serves):
    assert shelved(session("a", spaces=spaces), spared).is_for(wanted(spaces=asked)) == serves


def test_what_is_lent_alone_is_lent_to_nobody_else():
    one = shelved(session("a"))
    one.lend(wanted(alone=True))
    assert not one.is_free_for(wanted())
    one.take_back(wanted(alone=True), booked=False)
    assert one.is_free_for(wanted())


def test_what_was_left_booked_does_not_come_back():
    one = shelved(session("a", spaces=1))
    one.lend(wanted())
    one.take_back(wanted(), booked=True)
    assert (one.spent, one.is_free_for(wanted())) == (True, False)
    one.renew()
    assert (one.spent, one.is_free_for(wanted())) == (False, True)


def test_who_watches_the_spaces_is_lent_what_nobody_had_before():
    fresh, used = shelved(session("a")), shelved(session("b"))
    used.lend(wanted())
    used.take_back(wanted(), booked=False)
    assert fresh.cost(wanted(alone=True)) < used.cost(wanted(alone=True))
    assert fresh.cost(wanted()) == used.cost(wanted())


def test_what_is_set_aside_is_for_sentinels():
    plain, aside = shelved(session("a")), shelved(session("b"))
    aside.set_aside = True
    assert plain.cost(wanted()) < aside.cost(wanted())
    assert aside.cost(wanted(sentinel=True)) < plain.cost(wanted(sentinel=True))
