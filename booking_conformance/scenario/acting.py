"""Acts out scenarios, many at a time. What goes wrong in one is its own result and ends no other."""

from __future__ import annotations

import asyncio
import time
import traceback
from typing import TYPE_CHECKING

from booking_conformance.client.message import ForeignOrigin, LimitReached
from booking_conformance.errors import SuiteError
from booking_conformance.recording import Stop
from booking_conformance.scenario.context import ScenarioContext
from booking_conformance.scenario.sentinels import Sentinels
from booking_conformance.scenario.transcript import Stopped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.recording import Conversation
    from booking_conformance.scenario.declaration import Scenario, ScenarioInstance
    from booking_conformance.scenario.run_context import RunContext


async def act_out(
    parts: Sequence[tuple[Scenario, ScenarioInstance]], run: RunContext, finished: list[Conversation]
) -> None:
    """Act out all parts and append each conversation to ``finished`` as it ends, so that an interrupt keeps them."""
    places = asyncio.Semaphore(max(run.configuration.limits.concurrency or 4, 8))
    sentinels = Sentinels(run)
    ordered = sorted(parts, key=lambda part: not part[0].first)

    async def one(scenario: Scenario, instance: ScenarioInstance) -> None:
        async with places:
            context = ScenarioContext(instance, run, sentinels.pass_through)
            finished.append(await _act(scenario, context))

    tasks = [asyncio.create_task(one(*part)) for part in ordered]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _act(scenario: Scenario, context: ScenarioContext) -> Conversation:
    started = time.monotonic()
    stop: Stop | None = None
    try:
        await scenario.act(context)
    except Stopped as stopped:
        stop = stopped.stop
    except (LimitReached, ForeignOrigin, SuiteError) as limit:
        stop = Stop(str(limit))
    except Exception:  # noqa: BLE001 - whatever breaks in one scenario must not end the others; it becomes an error
        stop = Stop(f"Internal error in the scenario: {traceback.format_exc(limit=-4)}", internal_error=True)
    finally:
        # An Order that the scenario came to delete is gone; of one that ended before, some may be left until clean-up.
        context.run.supply.take_back(context, booked=stop is not None and context.may_have_booked)
    conversation = context.finish(stop)
    outcome = f" — stopped: {stop.message}" if stop else ""
    seconds = time.monotonic() - started
    context.run.progress(f"{context.instance.id}: {len(conversation.exchanges)} exchanges in {seconds:.1f} s{outcome}")
    return conversation
