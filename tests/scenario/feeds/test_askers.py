"""Nobody gathers for those who cannot come, and everybody for those who may."""

import asyncio
import time

import pytest

from booking_conformance.scenario.feeds.askers import Askers

LONG, SHORT = 20, 0.2


async def _waited(askers, within):
    started = time.monotonic()
    await askers.nobody_left(within)
    return time.monotonic() - started


def test_while_somebody_may_ask_it_lasts_as_long_as_it_may():
    async def gather():
        askers = Askers(2)
        with askers.waiting():
            return await _waited(askers, SHORT)

    assert asyncio.run(gather()) >= SHORT


@pytest.mark.parametrize("ends", [True, False], ids=["the others ended", "the others wait as well"])
def test_when_nobody_else_can_ask_it_is_over(ends):
    async def gather():
        askers = Askers(2)
        with askers.waiting():
            if ends:
                askers.end()
                return await _waited(askers, LONG)
            with askers.waiting():
                return await _waited(askers, LONG)

    assert asyncio.run(gather()) < LONG / 2


def test_of_several_who_go_on_together_each_may_ask_again():
    async def gather():
        askers, came, over = Askers(2), asyncio.Event(), asyncio.Event()

        async def asks_again():
            with askers.waiting():
                await came.wait()
            with askers.waiting():
                await over.wait()

        async def goes_on():
            with askers.waiting():
                await came.wait()
            await over.wait()

        tasks = [asyncio.create_task(asks_again()), asyncio.create_task(goes_on())]
        await asyncio.sleep(0)
        came.set()
        waited = await _waited(askers, SHORT)
        over.set()
        await asyncio.gather(*tasks)
        return waited

    assert asyncio.run(gather()) >= SHORT
