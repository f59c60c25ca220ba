"""The supply says what is lacking before it asks anybody."""

import asyncio

import pytest

from booking_conformance.recording import Lack
from booking_conformance.scenario.supply.wanted import Shortage, Wanted
from tests.support.shelves import KIND, session, supply_of, wanted


def shortage(want):
    supply, feeds = supply_of(session("a"))
    with pytest.raises(Shortage) as raised:
        asyncio.run(supply.lend([want], "one", "scenario"))
    assert not feeds.asked
    return raised.value


def test_a_seller_that_is_not_configured_is_beyond_the_run():
    found = shortage(Wanted(("Bookable",), KIND, sellers=("third",)))
    assert (found.lack, found.remedy) == (Lack.BEYOND, "Configure [sellers.third].")


def spaces(*sessions, counts):
    """Return the names of what is lent for so many spaces, and the supply."""
    supply, _ = supply_of(*sessions)
    asked = [wanted(spaces=count) for count in counts]
    return [found.id[-1] for found in asyncio.run(supply.lend_spaces(asked, "one", "scenario"))], supply


def test_several_spaces_are_of_one_opportunity_where_one_has_so_many():
    lent, _ = spaces(session("a", spaces=2), session("b", spaces=1), counts=(2, 1))
    assert lent == ["a", "a", "b"]


def test_several_spaces_are_of_different_opportunities_where_each_has_one():
    lent, supply = spaces(*(session(name, spaces=1) for name in "abc"), counts=(2, 1))
    assert sorted(lent) == ["a", "b", "c"]
    assert not supply.lacking


def test_too_few_for_so_many_spaces_are_lacking_once():
    with pytest.raises(Shortage) as raised:
        spaces(session("a", spaces=1), session("b", spaces=1), counts=(2, 1))
    assert raised.value.wanted.spaces == 1


def test_a_type_without_a_feed_is_named():
    assert "names no feed for Slot" in str(shortage(Wanted(("Bookable",), "Slot")))


def test_a_type_without_a_feed_is_named_where_spaces_are_asked_for():
    supply, _ = supply_of(session("a"))
    with pytest.raises(Shortage) as raised:
        asyncio.run(supply.lend_spaces([Wanted(("Bookable",), "Slot", spaces=2)], "one", "scenario"))
    assert "names no feed for Slot" in str(raised.value)
