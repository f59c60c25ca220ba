"""A run against the embedded booking system, in a forked process, as a vendor declares it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from booking_conformance.check.planning.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.embedded.forked import MANY_SEEDS, forked_system
from booking_conformance.results import RunResult
from booking_conformance.runner.execution import Execution
from booking_conformance.runner.run_result import compose
from booking_conformance.runner.session.state import SessionState

Settings = Callable[[Mapping[str, Any]], dict[str, Any]]
FEED_TIMEOUT = 10.0
FAULTY_FEED_TIMEOUT = 3.0


def run_as_declared(
    settings: Settings,
    *,
    variants: Sequence[str] = (),
    faults: Sequence[str] = (),
    scenarios: frozenset[str] | None = None,
    instances: frozenset[str] | None = None,
    seeds: int = MANY_SEEDS,
) -> RunResult:
    """Return the result of a run of all checks, or of those scenarios, or instances of them, alone that are named.

    ``settings`` makes the configuration from what the embedded system says of itself.
    """
    with forked_system(faults, variants, seeds=seeds) as described:
        data = settings(described)
        data["network"] = {**data["network"], "feed_timeout": FAULTY_FEED_TIMEOUT if faults else FEED_TIMEOUT}
        configuration = load(data=data, environment={}).configuration
        planned = plan(all_checks(), frozenset(all_checks()), configuration)
        parts = tuple(
            part
            for part in planned.parts
            if (scenarios is None or part[0].name in scenarios) and (instances is None or part[1].id in instances)
        )
        execution = Execution(configuration, throwaway=True, keep=True, progress=lambda _: None)
        state = SessionState(configuration, replace(planned, parts=parts), lambda: execution)
        asyncio.run(state.act())
    if state.failure:
        raise state.failure
    for check, instance in planned.judged:
        state.judge(check, instance)
    return compose(state, frozenset(all_checks()))
