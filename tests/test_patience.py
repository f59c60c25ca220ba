"""A wait ends in time, but not because the machine stood still."""

import asyncio
import time

import pytest

from booking_conformance.patience import within


async def _answered(after_steps=0):
    for _ in range(after_steps):
        await asyncio.sleep(0)
    return "answered"


async def _stands_still():
    """Let the whole process stand still for longer than the wait may take; what is awaited comes soon after."""
    time.sleep(1.2)  # noqa: ASYNC251 - the loop itself is to stand still
    return await _answered(after_steps=20)


def test_what_comes_is_returned():
    assert asyncio.run(within(30, _answered())) == "answered"


def test_what_does_not_come_in_time_is_cancelled():
    ended = []

    async def never():
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    with pytest.raises(TimeoutError):
        asyncio.run(within(0.3, never()))
    assert ended == [True]


def test_no_time_at_all_is_time_for_what_is_there():
    assert asyncio.run(within(0, _answered())) == "answered"


def test_a_standstill_does_not_count():
    assert asyncio.run(within(1, _stands_still())) == "answered"


def test_what_goes_wrong_is_raised():
    async def wrong():
        raise KeyError("wrong")

    with pytest.raises(KeyError):
        asyncio.run(within(30, wrong()))


def test_whoever_waits_can_be_cancelled_and_takes_what_is_awaited_along():
    async def cancelled():
        awaited, begun = [], asyncio.Event()

        async def never():
            awaited.append(asyncio.current_task())
            begun.set()
            await asyncio.sleep(60)

        waiting = asyncio.create_task(within(60, never()))
        await begun.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        return awaited[0].cancelled()

    assert asyncio.run(cancelled())
