"""One opportunity is kept for sentinels, and they wait for it no longer than is of use."""

import asyncio
from contextlib import nullcontext

import pytest

from booking_conformance.scenario.supply import shelf as shelf_module
from booking_conformance.scenario.supply.wanted import Shortage
from tests.scenario.supply.lending import is_kept_waiting, names
from tests.support.shelves import session, supply_of, wanted


def test_one_is_there_for_sentinels_where_all_that_can_be_cancelled_has_a_single_space():
    async def act():
        single = (session(name, spaces=1) for name in ("a", "b", "c"))
        supply, _ = supply_of(*single, *(session(name, spaces=3, cancellable=False) for name in ("d", "e")))
        for borrower in ("one", "two"):
            task = asyncio.create_task(supply.lend([wanted("BookableCancellable", alone=True)], borrower, ""))
            await asyncio.wait([task], timeout=0.1)
            task.cancel()
        return await supply.lend([wanted("BookableCancellable", alone=True, sentinel=True)], "sentinel", "")

    assert len(asyncio.run(act())) == 1


def test_one_is_kept_for_sentinels():
    async def act():
        supply, _ = supply_of(session("a"), session("b"))
        (taken,) = await supply.lend([wanted(alone=True)], "one", "")
        waits, other = await is_kept_waiting(supply, wanted(alone=True), borrower="two")
        other.cancel()
        (kept,) = await supply.lend([wanted("BookableCancellable", alone=True, sentinel=True)], "sentinel", "")
        return waits, sorted(names([taken, kept]))

    assert asyncio.run(act()) == (True, ["a", "b"])


@pytest.mark.parametrize("awaits", [True, False])
def test_a_sentinel_waits_long_only_for_those_who_do_not_wait_for_it(monkeypatch, awaits):
    monkeypatch.setattr(shelf_module, "_STUCK_SECONDS", 0.01)

    async def act():
        supply, _ = supply_of(session("a", spaces=1))
        await supply.lend([wanted()], "one", "")
        with supply.awaiting_sentinel("one") if awaits else nullcontext():
            waits, task = await is_kept_waiting(supply, wanted(alone=True, sentinel=True), borrower="two")
        task.cancel()
        return waits, await asyncio.gather(task, return_exceptions=True)

    waits, ended = asyncio.run(act())
    assert waits is not awaits
    assert isinstance(ended[0], Shortage) is awaits


@pytest.mark.parametrize(("count", "waiter", "may"), [(2, "other", True), (2, "holder", False), (1, "other", False)])
def test_a_sentinel_is_asked_for_again_by_those_who_do_not_hold_what_it_needs(count, waiter, may):
    async def act():
        supply, _ = supply_of(*(session(name) for name in ("a", "b")[:count]))
        await supply.lend([wanted("BookableCancellable", alone=True, sentinel=True)], "holder", "")
        return supply.may_make_sentinels(waiter)

    assert asyncio.run(act()) is may
