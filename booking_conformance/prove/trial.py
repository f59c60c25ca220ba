"""One run against a flawed or different embedded booking system, without pytest: the same acting, the same judging."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from booking_conformance.check.judging.judge import Judge
from booking_conformance.check.planning.instances import instances_of
from booking_conformance.check.planning.plan import Plan, plan_of
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.embedded.forked import FEW_SEEDS, MANY_SEEDS, forked_system
from booking_conformance.prove.fault_table import SEPARATE, variant_row
from booking_conformance.recording import FEEDS
from booking_conformance.results import Verdict
from booking_conformance.runner.execution import Execution

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from booking_conformance.check import Check
    from booking_conformance.check.planning.instances import CheckInstance
    from booking_conformance.config import Configuration
    from booking_conformance.prove.fault_table import FaultRow
    from booking_conformance.recording import Recording
    from booking_conformance.scenario import Scenario, ScenarioInstance

    Parts = Sequence[tuple[Scenario, ScenarioInstance]]
    Results = Mapping[str, "Judged"]
    Judgements = Sequence[tuple[Check, CheckInstance]]

_OF_FEEDS = "open-feeds"
# A fault that keeps something out of a feed costs this much of waiting; a variant is only slow, so nothing is lost.
FEED_TIMEOUT = 3.0
VARIANT_FEED_TIMEOUT = 10.0
# Where a fault's row says nothing else, the plainest instance shows it.
_PLAINEST = {"type": ("ScheduledSession",), "flow": ("simple",)}
_USUAL_SCENARIO = "booking"


@dataclass
class Judged:
    """What a check came to: its worst verdict with the reason, and the rows of the catalogue that it showed broken.

    ``reads_feeds`` means that pages of feeds are among its evidence.
    """

    verdict: Verdict
    reason: str
    rows: set[str] = field(default_factory=set)
    reads_feeds: bool = False


def try_fault(row: FaultRow) -> Results:
    """Return what every check came to that reads what the fault's scenarios recorded."""
    seeds = MANY_SEEDS if _OF_FEEDS in row.scenarios else FEW_SEEDS
    with forked_system(faults=[row.id], seeds=seeds) as data:
        settings = _settings(data, FEED_TIMEOUT)
        return _act_and_judge(settings, lambda parts: [part for part in parts if shows(row, *part)])


def try_among_all(row: FaultRow | None) -> Results:
    """Return what every check came to in a run of all scenarios, with a fault or with none.

    In such a run the feeds also show what other scenarios did, and what happened before the act that a check awaits.
    """
    values = {**_PLAINEST, **(row.values if row else {})}
    shown = set(row.scenarios) if row else set()

    def wanted(scenario: Scenario, instance: ScenarioInstance) -> bool:
        return _fits(instance, values) and (scenario.name in shown or not scenario.name.startswith(SEPARATE))

    with forked_system(faults=[row.id] if row else []) as data:
        settings = _settings(data, FEED_TIMEOUT)
        return _act_and_judge(settings, lambda parts: [part for part in parts if wanted(*part)])


def try_variant(variant: str, kind: str) -> Results:
    """Return the verdict and reason of every check under a variant, acted out for one opportunity type."""
    row = variant_row(variant)
    values = {"type": (kind,), "flow": ("simple",), **row.values}

    def touched(scenario: Scenario, instance: ScenarioInstance) -> bool:
        return row.touches(scenario.name) and _fits(instance, values)

    with forked_system(variants=[variant]) as data:
        settings = _settings(_beginning_with(data, values["type"]), VARIANT_FEED_TIMEOUT)
        return _act_and_judge(settings, lambda parts: [part for part in parts if touched(*part)])


def _beginning_with(data: Mapping[str, Any], kinds: Sequence[str]) -> Mapping[str, Any]:
    """Return the configuration with these types first: some scenarios are acted out for one type alone."""
    known = data["opportunities"]
    types = sorted(known["types"], key=lambda kind: kind not in kinds)
    return {**data, "opportunities": {**known, "types": types}}


def shows(row: FaultRow, scenario: Scenario, instance: ScenarioInstance) -> bool:
    """Return whether a scenario instance is acted out to show a fault."""
    read = {all_checks()[check].scenario for check in row.checks} - {None}
    wanted = read | set(row.scenarios) or {_USUAL_SCENARIO}
    values = {**_PLAINEST, **row.values}
    return scenario.name in wanted and _fits(instance, values)


def _fits(instance: ScenarioInstance, values: Mapping[str, tuple[str, ...]]) -> bool:
    return all(value in values[axis] for axis, value in instance.values.items() if axis in values)


def _act_and_judge(settings: Mapping[str, Any], choose: Callable[[Parts], Parts]) -> Results:
    configuration = _configuration(settings)
    parts = tuple(choose(plan_of((), configuration, whole=True).parts))
    execution = Execution(configuration, throwaway=True, keep=True, progress=lambda _: None)
    asyncio.run(execution.act(Plan((), parts)))
    acted = {conversation.id for conversation in execution.conversations}
    judged = [(c, s) for c, s in _judgeable(configuration, parts) if s.call or s.conversation in acted]
    return _verdicts(Judge(execution.recording, judged), judged, execution.recording)


def _judgeable(configuration: Configuration, parts: Parts) -> Judgements:
    """Return the instances of exchange checks, and of those that read one of the scenarios."""
    scenarios = {scenario.name for scenario, _ in parts}
    checks = [check for check in all_checks().values() if check.scenario is None or check.scenario in scenarios]
    return [(check, instance) for check in checks for instance in instances_of(check, configuration)]


def _verdicts(judge: Judge, judged: Judgements, recording: Recording) -> Results:
    pages = {exchange.id for exchange in recording.exchanges if exchange.call in FEEDS}
    found: dict[str, Judged] = {}
    for check, instance in judged:
        outcome = judge.judge(check, instance)
        known = found.setdefault(check.id, Judged(outcome.verdict, outcome.reason))
        if Verdict.worst([known.verdict, outcome.verdict]) is not known.verdict:
            known.verdict, known.reason = outcome.verdict, outcome.reason
        known.rows.update(row for evidence in outcome.evidence for row in evidence.requirements)
        known.reads_feeds |= check.scenario is not None and not pages.isdisjoint(outcome.exchanges)
    return found


def _settings(data: Mapping[str, Any], feed_timeout: float) -> Mapping[str, Any]:
    # Generated messages are few here: a fault or variant that they concern shows in any of them.
    return {**data, "network": {**data.get("network", {}), "feed_timeout": feed_timeout}, "effort": "low"}


def _configuration(settings: Mapping[str, Any]) -> Configuration:
    return load(data=settings, environment={}).configuration
