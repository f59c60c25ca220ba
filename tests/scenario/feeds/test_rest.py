"""Rests grow while nothing comes, and end when somebody begins to wait."""

import asyncio
import time

from booking_conformance.scenario.feeds.rest import Rest


def _took(*acts):
    """Return how long each of some acts on a rest of 20 ms took."""

    async def take():
        rest, took = Rest(0.02), []
        for act in acts:
            started = time.monotonic()
            await act(rest)
            took.append(time.monotonic() - started)
        return took

    return asyncio.run(take())


async def _takes(rest):
    await rest.take()


async def _begins_anew(rest):
    rest.shorten()


async def _is_disturbed(rest):
    taken = asyncio.create_task(rest.take())
    await asyncio.sleep(0)
    rest.cut_short()
    await taken


def test_each_rest_is_longer_than_the_one_before_up_to_ten_times():
    took = _took(*[_takes] * 8)
    assert took[0] >= 0.02
    assert took[1] >= 0.03
    assert took[6] >= 0.2
    assert took[7] >= 0.2


def test_something_new_makes_rests_short_again():
    long, short = _took(*[_takes] * 6, _begins_anew, _takes)[-3::2]
    assert long > short


def test_a_rest_that_is_cut_short_ends_at_once_and_the_next_one_does_not():
    took = _took(*[_takes] * 6, _is_disturbed, _takes)
    assert took[6] < 0.1
    assert took[7] >= 0.2
