"""Acts one conversation again and judges it: fresh opportunities and UUIDs, the same steps."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.check.judging.judge import Judge
from booking_conformance.check.planning.plan import Plan, plan
from booking_conformance.check.registry import all_checks
from booking_conformance.errors import UsageError
from booking_conformance.runner.execution import Execution

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from booking_conformance.check import Check
    from booking_conformance.config import Configuration
    from booking_conformance.recording import Exchange, Recording
    from booking_conformance.results import Leftover, Outcome


@dataclass(frozen=True)
class Replayed:
    """What was recorded, what the checks came to, and what could not be deleted."""

    recording: Recording
    outcomes: tuple[tuple[Check, Outcome], ...]
    left_behind: tuple[Leftover, ...]


def replay(
    configuration: Configuration,
    conversation: str,
    checks: Collection[str],
    watch: Callable[[Exchange], bool],
) -> Replayed:
    """Act a conversation (its id) again and judge the checks on it; ``watch`` sees each exchange and may end it.

    Raises UsageError when the configuration does not make that conversation possible.
    """
    whole = plan(all_checks(), frozenset(checks), configuration, frozenset({conversation}))
    parts = tuple(part for part in whole.parts if part[1].id == conversation)
    if not parts:
        raise UsageError(
            f"the configuration does not act out {conversation}", "Use the configuration of the run that reported it."
        )
    judged = tuple(pair for pair in whole.judged if pair[1].conversation == conversation or pair[1].call)
    execution = Execution(configuration, watch=watch, progress=lambda _: None)
    asyncio.run(execution.act(Plan(judged, parts, whole=False)))
    judge = Judge(execution.recording, judged)
    outcomes = tuple((check, judge.judge(check, instance)) for check, instance in judged)
    return Replayed(execution.recording, outcomes, tuple(execution.left_behind))
