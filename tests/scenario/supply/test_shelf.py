"""What the open feeds show is lent: shared as far as its spaces go, or to one alone, and the rare left for its own."""

import asyncio
import time

import pytest

from booking_conformance.recording import Lack
from booking_conformance.scenario.supply.wanted import Shortage
from tests.scenario.supply.lending import is_kept_waiting, lent, names
from tests.support.shelves import ABOVE, session, shelf_of, supply_of, wanted


def test_nothing_is_lacking_where_everything_can_be_cancelled():
    supply, _ = supply_of(session("a", spaces=2))
    with pytest.raises(Shortage, match="nothing bookable that cannot be cancelled") as raised:
        lent(supply, wanted("BookableNotCancellable"))
    assert raised.value.lack is Lack.NONE


def test_scenarios_share_an_opportunity_as_far_as_its_spaces_go():
    async def act():
        supply, _ = supply_of(session("a", spaces=2))
        await supply.lend([wanted()], "one", "")
        await supply.lend([wanted()], "two", "")
        waits, third = await is_kept_waiting(supply, wanted(), borrower="three")
        supply.take_back("one", booked=False)
        return waits, names(await third)

    assert asyncio.run(act()) == (True, ["a"])


def test_what_comes_back_and_shows_its_spaces_again_is_as_new():
    async def act(state):
        shelf = shelf_of(session("a", spaces=4))
        await shelf.lend([wanted()], "one", "")
        shelf.take_back("one", booked=True)
        shelf.confirm("ScheduledSession", state)
        return await shelf.lend([wanted(spaces=4)], "two", "")

    assert names(asyncio.run(act(time.monotonic() + 60))) == ["a"]
    with pytest.raises(Shortage, match="in use"):
        asyncio.run(act(0))


def test_what_may_still_be_booked_counts_as_taken():
    async def act():
        supply, _ = supply_of(session("a", spaces=1))
        await supply.lend([wanted()], "one", "")
        supply.take_back("one", booked=True)
        await supply.lend([wanted()], "two", "")

    with pytest.raises(Shortage, match="in use"):
        asyncio.run(act())


def test_who_watches_the_spaces_has_an_opportunity_alone():
    async def act():
        supply, _ = supply_of(session("a"))
        await supply.lend([wanted(alone=True)], "one", "")
        waits, second = await is_kept_waiting(supply, wanted(), borrower="two")
        supply.take_back("one", booked=False)
        shared = names(await second)
        waits_too, third = await is_kept_waiting(supply, wanted(alone=True), borrower="three")
        third.cancel()
        return waits, shared, waits_too

    assert asyncio.run(act()) == (True, ["a"], True)


def test_one_that_comes_back_is_lent_alone_only_when_the_feed_shows_its_spaces_as_they_were():
    async def act():
        supply, feeds = supply_of(session("a", spaces=9), feed_timeout=30)
        await supply.lend([wanted()], "one", "")
        feeds.change(session("a", spaces=8))
        await asyncio.sleep(0.05)
        supply.take_back("one", booked=False)
        asyncio.get_running_loop().call_later(0.1, feeds.change, session("a", spaces=9))
        (again,) = await supply.lend([wanted(alone=True)], "two", "")
        return again.capacity

    assert asyncio.run(act()) == 9


def test_of_one_that_may_still_be_booked_the_spaces_are_counted_once_what_others_did_has_come_through():
    async def act():
        shelf, feeds = supply_of(session("a", spaces=9), feed_timeout=30)
        await shelf.lend([wanted()], "one", "")
        feeds.change(session("a", spaces=7))
        shelf.confirm("ScheduledSession", time.monotonic() - 0.2)
        await asyncio.sleep(0.05)
        shelf.take_back("one", booked=True)
        asyncio.get_running_loop().call_later(0.1, feeds.change, session("a", spaces=8))
        (again,) = await shelf.lend([wanted(alone=True)], "two", "")
        return again.capacity, again.exclusive

    assert asyncio.run(act()) == (8, False)


def test_a_scenario_that_waits_for_all_that_it_wants_keeps_none_of_it_from_others():
    async def act():
        supply, _ = supply_of(session("a"), session("b"), session("kept"))
        (first,) = await supply.lend([wanted(alone=True)], "one", "")
        waits, both = await is_kept_waiting(supply, wanted(alone=True), wanted(alone=True), borrower="two")
        (other,) = await supply.lend([wanted()], "three", "")
        supply.take_back("one", booked=False)
        supply.take_back("three", booked=False)
        return waits, len({first.id, other.id}), set(names(await both)) == set(names([first, other]))

    assert asyncio.run(act()) == (True, 2, True)


@pytest.mark.parametrize("rare", [{"cancellable": False}, {"price": 5}])
def test_what_is_rare_is_left_for_those_who_need_it(rare):
    supply, _ = supply_of(session("rare", **rare), *(session(f"plain-{n}") for n in range(5)))
    assert "rare" not in names(lent(supply, *[wanted()] * 4))


def test_each_gets_what_only_it_can_use():
    supply, _ = supply_of(session("paid", price=5), session("free"))
    assert names(lent(supply, wanted(), wanted("BookableFree"))) == ["paid", "free"]


def test_two_apart_have_different_offers():
    one, other = session("a"), session("b")
    supply, _ = supply_of(one, {**other, "offers": one["offers"]}, session("c", price=3))
    assert "c" in names(lent(supply, wanted(apart=True), wanted(apart=True)))


@pytest.mark.parametrize(("count", "more"), [(1, 1), (3, 3)])
def test_what_is_lacking_is_counted_once_by_how_many_are_needed_at_a_time(count, more):
    supply, _ = supply_of(session("a"))
    for _ in range(3):
        with pytest.raises(Shortage) as raised:
            lent(supply, *[wanted("BookableNonFree")] * count)
    assert supply.lacking == {"BookableNonFree ScheduledSession for the simple flow": more}
    assert f"Publish {more} more BookableNonFree" in raised.value.remedy


def test_what_serves_instead_is_lent_where_nothing_is_preferred():
    supply, _ = supply_of(session("a", cancellable=False))
    want = wanted()
    assert names(lent(supply, type(want)(("BookableCancellable", "Bookable"), want.kind))) == ["a"]


def test_what_an_open_proposal_may_hold_is_not_as_new_whatever_the_feed_shows():
    offer = {"openBookingFlowRequirement": ["https://openactive.io/OpenBookingApproval"]}
    one = session("a", spaces=3)
    one["offers"][0] |= offer

    async def act():
        shelf = shelf_of(one)
        await shelf.lend([wanted(flow="approval")], "one", "")
        shelf.take_back("one", booked=True)
        shelf.confirm("ScheduledSession", time.monotonic() + 60)
        (again,) = await shelf.lend([wanted(flow="approval", alone=True)], "two", "")
        return again.spaces

    assert asyncio.run(act()) == 2


def test_one_with_one_space_is_kept_for_those_who_watch_it_being_taken():
    sessions = [session("last", spaces=1), session("a"), session("b")]

    async def act():
        supply, _ = supply_of(*sessions)
        for borrower in range(3):
            supply_waits, other = await is_kept_waiting(supply, wanted(alone=True), borrower=borrower)
            if supply_waits:
                other.cancel()
        return names(await supply.lend([wanted("BookableOneSpace", alone=True)], "watcher", ""))

    assert asyncio.run(act()) == ["last"]
    assert "last" in names(lent(supply_of(*sessions)[0], *[wanted()] * 3))


def test_a_last_space_that_was_left_booked_is_lent_to_nobody():
    async def act():
        supply, _ = supply_of(session("last", spaces=1))
        await supply.lend([wanted(alone=True)], "one", "")
        supply.take_back("one", booked=True)
        await supply.lend([wanted("BookableOneSpace", alone=True)], "two", "")

    with pytest.raises(Shortage, match="in use"):
        asyncio.run(act())


def test_orphans_are_not_waited_for():
    orphans = [session(f"orphan-{n}", superEvent=f"https://x/{ABOVE}/{n}", organizer=None) for n in range(30)]
    supply, _ = supply_of(*orphans, session("a"))
    started = time.monotonic()
    assert names(lent(supply, wanted())) == ["a"]
    # Each of them awaited would take 0.3 s, all of them nine.
    assert time.monotonic() - started < 5


def test_on_this_machine_what_was_never_lent_before_is_exclusive():
    async def act():
        supply, _ = supply_of(session("a"), session("b"), session("c"))
        (shared,) = await supply.lend([wanted()], "one", "")
        (alone,) = await supply.lend([wanted(alone=True)], "two", "")
        return shared.exclusive, alone.exclusive

    assert asyncio.run(act()) == (False, True)


@pytest.mark.parametrize(("seen", "exclusive"), [("later", True), ("before", False)])
def test_what_came_back_is_exclusive_again_when_a_later_change_was_seen(seen, exclusive):
    async def act():
        supply, _ = supply_of(session("a"))
        before = time.monotonic()
        await supply.lend([wanted()], "one", "")
        supply.take_back("one", booked=False)
        supply.confirm("ScheduledSession", before if seen == "before" else time.monotonic())
        (again,) = await supply.lend([wanted(alone=True)], "two", "")
        return again.exclusive

    assert asyncio.run(act()) is exclusive


def test_where_there_are_too_few_to_have_them_alone_they_are_shared_if_that_will_do():
    async def act(**settings):
        supply, _ = supply_of(session("a"), session("kept"))
        return await supply.lend([wanted(alone=True, **settings)] * 2, "one", "")

    assert len(asyncio.run(act(or_shared=True))) == 2
    with pytest.raises(Shortage, match="one is kept"):
        asyncio.run(act())
