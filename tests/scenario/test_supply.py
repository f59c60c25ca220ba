"""The supply says what is lacking before it asks anybody."""

import asyncio

import pytest

from booking_conformance.recording import Lack
from booking_conformance.scenario.wanted import Shortage, Wanted
from tests.support.shelves import KIND, session, supply_of


def shortage(want):
    supply, feeds = supply_of(session("a"))
    with pytest.raises(Shortage) as raised:
        asyncio.run(supply.lend([want], "one", "scenario"))
    assert not feeds.asked
    return raised.value


def test_a_seller_that_is_not_configured_is_beyond_the_run():
    found = shortage(Wanted(("Bookable",), KIND, sellers=("third",)))
    assert (found.lack, found.remedy) == (Lack.BEYOND, "Configure [sellers.third].")


def test_a_type_without_a_feed_is_named():
    assert "names no feed for Slot" in str(shortage(Wanted(("Bookable",), "Slot")))
