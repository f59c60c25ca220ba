"""Scenarios end when their time, or that of the run, is over; each tells why, and none holds up another."""

import asyncio
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from booking_conformance.client.budget import Budget
from booking_conformance.config import Limits
from booking_conformance.progress import Passing
from booking_conformance.recording import Exchange, Request
from booking_conformance.results import Scope
from booking_conformance.scenario.acting import act_out
from booking_conformance.scenario.baskets import Baskets
from booking_conformance.scenario.declaration import Scenario, ScenarioInstance
from booking_conformance.scenario.feeds.sentinels import Sentinels
from booking_conformance.scenario.in_time import TooLate
from tests.support.makings import an_exchange


class Supply:
    def __init__(self, *, creates=True):
        self.booked = []
        self.creates = creates
        self.awaiting_sentinel = nullcontext

    def take_back(self, borrower, *, booked):
        self.booked.append(booked)


def declared(act):
    """Return a function as a scenario, which waits for the end of a lease where it says so."""
    waits = {} if getattr(act, "waits", False) else None
    return Scenario("a", act, {}, Scope.BOOK, None, 0, first=False, outlasts_lease=waits)


def ends(scenarios, enough=None, said=None, supply=None, **limits):
    """Act out functions as scenarios; return why each was stopped, and the budget."""

    async def run():
        granted = Limits(concurrency=1, **limits)
        session = SimpleNamespace(budget=Budget(granted))
        configuration = SimpleNamespace(limits=granted)
        context = SimpleNamespace(
            configuration=configuration,
            session=session,
            supply=supply or Supply(),
            keep=False,
            baskets=Baskets(),
            progress=(lambda _: None) if said is None else said.append,
            enough=enough,
        )
        finished = []
        parts = [(declared(act), ScenarioInstance(f"number {index}", {})) for index, act in enumerate(scenarios)]
        await act_out(parts, context, finished)
        return {c.scenario: c.stop.message if c.stop else None for c in finished}, session.budget

    return asyncio.run(run())


@pytest.mark.parametrize("creates", [True, False])
def test_who_waits_for_a_sentinel_leaves_its_place_where_opportunities_are_made(monkeypatch, creates):
    came, given_up = asyncio.Event(), asyncio.Event()
    seen = []

    async def pass_through(*_):
        try:
            await asyncio.wait_for(came.wait(), 1)
        except TimeoutError:
            given_up.set()
        # The first to give up leaves its place to what the others wait for: for them, too, it comes too late.
        if given_up.is_set():
            raise TimeoutError
        return {"orders": True, "open": True}

    async def waits(context):
        seen.append((await context.after_sentinel(kinds=("ScheduledSession",)))["orders"])

    async def brings_it(_):
        came.set()

    monkeypatch.setattr(Sentinels, "pass_through", lambda _, *which: pass_through(*which))
    stops, _ = ends([waits] * 8 + [brings_it], supply=Supply(creates=creates))
    assert len(stops) == 9
    assert len(seen) == (8 if creates else 0)


async def hangs(_):
    await asyncio.sleep(60)


async def ends_at_once(_):
    pass


async def times_out_by_itself(_):
    raise TimeoutError


def test_a_scenario_that_never_ends_is_stopped_and_the_others_go_on():
    stops, budget = ends([hangs, *[ends_at_once] * 20], scenario_minutes=0.001)
    assert stops.pop("number 0") == "the limit of 0.001 minutes for a scenario is reached"
    assert set(stops.values()) == {None}
    assert budget.stopped is None


def test_when_the_time_of_the_run_is_over_no_scenario_goes_on():
    started = time.monotonic()
    stops, budget = ends([hangs] * 30, minutes=0.002)
    assert time.monotonic() - started < 5
    assert set(stops.values()) == {"the limit of 0.002 minutes is reached"} == {budget.stopped}
    assert len(stops) == 30


def test_what_waits_for_the_end_of_a_lease_starts_first_and_lets_others_act_meanwhile():
    started, all_started = [], asyncio.Event()

    async def acts(context):
        started.append(context.instance.scenario)
        if len(started) == 30:
            all_started.set()

    async def waits(context):
        started.append(context.instance.scenario)
        await all_started.wait()

    waits.waits = True
    ends([acts] * 20 + [waits] * 10)
    assert started[:10] == [f"number {index}" for index in range(20, 30)]


def test_it_may_be_enough_before_what_waits_has_let_the_others_start():
    acted = []

    async def waits(_):
        pass

    async def acts(context):
        acted.append(context.instance.scenario)

    waits.waits = True
    stops, _ = ends([acts, waits], enough=lambda conversation: conversation.scenario == "number 1")
    assert stops == {"number 1": None}
    assert acted == []


@pytest.mark.parametrize("limits", [{}, {"minutes": 1}])
def test_a_scenario_that_goes_wrong_by_itself_is_an_internal_error(limits):
    stops, _ = ends([times_out_by_itself], **limits)
    assert "Internal error" in stops["number 0"]


def test_when_it_is_enough_the_others_are_given_up():
    stops, _ = ends([ends_at_once, hangs, hangs], enough=lambda conversation: conversation.scenario == "number 0")
    assert stops == {"number 0": None}


def test_progress_counts_what_has_ended():
    said = []
    ends([ends_at_once, ends_at_once], said=said)
    assert [line.partition(":")[0] for line in said] == ["[1/2] number 0", "[2/2] number 1"]
    assert all(isinstance(line, Passing) for line in said)


@pytest.mark.parametrize(("facts", "left"), [({}, False), ({"nobody acts": {}}, True)])
def test_what_went_on_without_the_seller_may_be_left_booked(facts, left):
    async def proposes(context):
        context._exchanges.append(Exchange("x1", "P", Request("PUT", "https://x"), None, datetime.now(UTC), 1.0))
        for name, value in facts.items():
            context.note(name, value)

    supply = Supply()
    ends([proposes], supply=supply)
    assert supply.booked == [left]


def test_a_scenario_that_was_too_late_is_acted_out_again_which_is_told_and_only_the_last_time_counts():
    acted, said = [], []

    async def late(context):
        acted.append(context.times)
        context._exchanges.append(an_exchange())
        if context.times < 3:
            raise TooLate("a lease ended before the next response came")

    stops, _ = ends([late], said=said)
    assert acted == [1, 2, 3]
    assert stops == {"number 0": None}
    again = "number 0: acted out again, since a lease ended before the next response came"
    assert said[:2] == [again, again]
    assert said[2].startswith("[1/1] number 0: 1 exchanges")
