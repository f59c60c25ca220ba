"""What an open feed shows is not believed before the changes until then have had the time to come through."""

import asyncio

import pytest

from booking_conformance.scenario.supply import lag as module
from booking_conformance.scenario.supply.lag import Lag


class Clock:
    """A clock that goes on while somebody sleeps; ``at`` does something at an instant."""

    def __init__(self):
        self.now, self.at = 100.0, {}

    def monotonic(self):
        return self.now

    async def sleep(self, seconds):
        self.now = round(self.now + seconds, 3)
        for due in [instant for instant in self.at if instant <= self.now]:
            self.at.pop(due)()


@pytest.fixture
def clock(monkeypatch):
    found = Clock()
    monkeypatch.setattr(module.time, "monotonic", found.monotonic)
    monkeypatch.setattr(module.asyncio, "sleep", found.sleep)
    return found


def waited(clock, lag, since, within=30.0):
    begun = clock.now
    asyncio.run(lag.pass_by("Slot", since, within))
    return round(clock.now - begun, 1)


def test_where_nothing_is_known_nothing_is_waited_for(clock):
    assert waited(clock, Lag(), since=100.0) == 0


def test_a_change_takes_as_long_as_the_one_before(clock):
    lag = Lag()
    lag.came_through("Slot", made=90.0)
    lag.came_through("Slot", made=97.0)
    lag.came_through("Event", made=50.0)
    assert waited(clock, lag, since=98.0) == 1
    assert waited(clock, lag, since=clock.now - 3) == 0


def test_what_was_done_after_a_change_on_its_way_comes_after_it(clock):
    lag = Lag()
    lag.begin("Slot")
    clock.at[104.0] = lambda: (lag.came_through("Slot", made=100.0), lag.end("Slot"))
    assert waited(clock, lag, since=102.0) == 6


def test_a_change_that_never_comes_is_not_waited_for_for_ever(clock):
    lag = Lag()
    lag.begin("Slot")
    assert waited(clock, lag, since=102.0, within=5) == 5
    lag.end("Slot")
    lag.end("Slot")
    assert waited(clock, lag, since=clock.now) == 0
