"""Acts out scenarios, many at a time. What goes wrong in one is its own result and ends no other."""

from __future__ import annotations

import asyncio
import time
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from booking_conformance.client.message import NotSent
from booking_conformance.errors import SuiteError
from booking_conformance.progress import Passing
from booking_conformance.recording import CutOff, Stop
from booking_conformance.scenario.act_again import ActAgain
from booking_conformance.scenario.baskets import Parted
from booking_conformance.scenario.context import ScenarioContext
from booking_conformance.scenario.feeds.askers import Askers
from booking_conformance.scenario.feeds.sentinels import Seen, Sentinels
from booking_conformance.scenario.transcript import Stopped

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from booking_conformance.recording import Conversation
    from booking_conformance.scenario.declaration import Scenario, ScenarioInstance
    from booking_conformance.scenario.run_context import RunContext

    Parts = Sequence[tuple[Scenario, ScenarioInstance]]

_MORE_TIME = "Find out why the target is so slow, or raise minutes and scenario_minutes under [limits]."
# So long those that wait for the end of a lease act alone: the sooner they have one, the sooner the run ends.
_HEAD_START_SECONDS = 0.2


class _Place:
    """A place among those who act; who waits for a sentinel leaves it for good to the next."""

    def __init__(self, places: asyncio.Semaphore | None) -> None:
        self._places = places

    async def __aenter__(self) -> Self:
        if self._places is not None:
            await self._places.acquire()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        """Let the next one act."""
        if self._places is not None:
            self._places.release()
            self._places = None


class _Enough(Exception):
    """Whoever watches the run has seen enough."""


async def act_out(parts: Parts, run: RunContext, finished: list[Conversation]) -> None:
    """Act out all parts and append each conversation to ``finished`` as it ends, so that an interrupt keeps them.

    When ``run.enough`` says so of one, those that have not ended are given up.
    """
    places = asyncio.Semaphore(max(run.configuration.limits.concurrency or 4, 8))
    askers = Askers(len(parts))
    sentinels = Sentinels(run, askers)
    waiting, others = _in_turn(parts)
    before = len(finished)

    async def in_time(
        scenario: Scenario, instance: ScenarioInstance, place: _Place, times: int = 1
    ) -> tuple[Conversation, str]:
        async def sentinel(kinds: Collection[str], partner: str, seller: str) -> Seen:
            if run.supply.creates:
                place.leave()
            with askers.waiting():
                return await sentinels.pass_through(kinds, partner, seller)

        context = ScenarioContext(instance, run, sentinel, times=times)
        try:
            return await _act(scenario, context)
        except Parted as parted:
            run.progress(f"{instance.id}: acted out again, since {parted}")
        except ActAgain as late:
            run.progress(f"{instance.id}: acted out again, since {late}")
            times += 1
        return await in_time(scenario, instance, place, times)

    async def one(scenario: Scenario, instance: ScenarioInstance) -> None:
        # Who waits for a lease to end keeps no other from acting meanwhile.
        async with _Place(None if scenario.waits_in(instance) else places) as place:
            conversation, took = await in_time(scenario, instance, place)
        askers.end()
        finished.append(conversation)
        run.progress(Passing(f"[{len(finished) - before}/{len(parts)}] {took}"))
        if run.enough is not None and run.enough(conversation):
            raise _Enough

    tasks = [asyncio.create_task(one(*part)) for part in waiting]
    try:
        with suppress(_Enough):
            await _head_start(tasks)
            tasks += [asyncio.create_task(one(*part)) for part in others]
            await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await sentinels.give_up()


def _in_turn(parts: Parts) -> tuple[Parts, Parts]:
    """Return what waits for the end of a lease, and the others, those before that wait long for the target."""
    waiting = [part for part in parts if part[0].waits_in(part[1])]
    others = [part for part in parts if not part[0].waits_in(part[1])]
    return waiting, sorted(others, key=lambda part: not part[0].first)


async def _head_start(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Let tasks go on alone for a moment; raise what one of them raised."""
    if tasks:
        done, _ = await asyncio.wait(tasks, timeout=_HEAD_START_SECONDS, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            task.result()


async def _act(scenario: Scenario, context: ScenarioContext) -> tuple[Conversation, str]:
    """Return the conversation, and what it took, for people."""
    started = time.monotonic()
    stop: Stop | None = None
    try:
        stop = await _stop_of(scenario, context)
    finally:
        # An Order that the scenario came to delete is gone; of one that ended before, that went on without the Seller,
        # or that should have been refused, some may be left until clean-up.
        left = stop is not None or context.run.keep or context.nobody_acts
        booked = (left and context.may_have_booked) or context.left_booked
        context.run.supply.take_back(context, booked=booked)
    conversation = context.finish(stop)
    outcome = f" — stopped: {stop.message}" if stop else ""
    seconds = time.monotonic() - started
    took = f"{context.instance.id}: {len(conversation.exchanges)} exchanges in {seconds:.1f} s{outcome}"
    return conversation, took


async def _stop_of(scenario: Scenario, context: ScenarioContext) -> Stop | None:
    """Act out a scenario for as long as the run and it may take; return why it ended early, if it did."""
    budget = context.run.session.budget
    minutes = context.run.configuration.limits.scenario_minutes
    if budget.seconds_left <= 0:
        return Stop(budget.out_of_time(), remedy=_MORE_TIME)
    try:
        async with asyncio.timeout(min(minutes * 60, budget.seconds_left)) as clock:
            await scenario.act(context)
    except ActAgain:
        raise
    except Stopped as stopped:
        return stopped.stop
    except (NotSent, CutOff, SuiteError) as limit:
        return _ended_by(limit)
    except Exception:  # noqa: BLE001 - whatever breaks in one scenario must not end the others; it becomes an error
        if clock.expired():
            late = budget.seconds_left <= 0
            reason = budget.out_of_time() if late else f"the limit of {minutes:g} minutes for a scenario is reached"
            return Stop(reason, remedy=_MORE_TIME)
        return Stop(f"Internal error in the scenario: {traceback.format_exc(limit=-4)}", internal_error=True)
    return None


def _ended_by(limit: NotSent | CutOff | SuiteError) -> Stop:
    if isinstance(limit, SuiteError):
        return Stop(str(limit))
    return Stop(str(limit), limit.exchange, remedy=limit.remedy)
