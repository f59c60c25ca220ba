"""Prints which scenarios can tell each variant from the plain booking system: ``python -m tests.bench.touched``.

Each scenario is acted out alone against the plain system, which notes the variants that could have made an answer
another. A scenario that meets none of a variant goes as it goes without it, so ``prove`` need not act it out: the row
in schemas/variants.yaml may name the others. A line for each variant that touches others than its row names, or at
most half of those that are acted out. Run it by hand; it takes minutes.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from booking_conformance.check.planning.plan import Plan, plan
from booking_conformance.check.registry import all_checks
from booking_conformance.fixtures.booking_system.variants import VARIANTS
from booking_conformance.prove import trial
from booking_conformance.prove.fault_table import SEPARATE, variant_row
from booking_conformance.runner.execution import Execution
from tests.support.noting import noted, noting_system

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from booking_conformance.config import Configuration

Notes = dict[tuple[str, str], set[str]]
"""What is noted, by scenario and flow, which is "" where a scenario has none to choose."""

_TYPES = ("ScheduledSession", "Slot")
_FEW = 0.5
_SHOWN = 8


def add_notes(kind: str, found: Notes) -> None:
    """Act each scenario out for a type of opportunity."""
    parts = _parts(kind)
    for number, part in enumerate(parts):
        _, instance = part
        found[instance.scenario, instance.values.get("flow", "")] |= _acted_alone(kind, part)
        print(f"\r{number + 1} of {len(parts)} for {kind}", end="", file=sys.stderr, flush=True)


def _parts(kind: str) -> list[Any]:
    with noting_system() as data:
        parts = plan(all_checks(), frozenset(all_checks()), _configuration(data, kind)).parts
    return [part for part in parts if trial._fits(part[1], {"type": (kind,)})]


def _acted_alone(kind: str, part: Any) -> set[str]:
    with noting_system() as data:
        execution = Execution(_configuration(data, kind), throwaway=True, keep=True, progress=lambda _: None)
        asyncio.run(execution.act(Plan((), (part,))))
    return set().union(*(noted(exchange, behind=True) for exchange in execution.recording.exchanges))


def _configuration(data: Mapping[str, Any], kind: str) -> Configuration:
    return trial._configuration(trial._settings(trial._beginning_with(data, (kind,)), trial.VARIANT_FEED_TIMEOUT))


def compare(variant: str, notes: Notes) -> Iterator[str]:
    """Yield what could be otherwise in the row of a variant."""
    row = variant_row(variant)
    flows = {"", *row.values.get("flow", ("simple",))}
    there = {scenario for scenario, flow in notes if flow in flows}
    touching = {scenario for (scenario, flow), names in notes.items() if flow in flows and variant in names}
    acted = {scenario for scenario in there if row.touches(scenario)}
    usual = {scenario for scenario in touching if not scenario.startswith(SEPARATE)}
    if row.scenarios and not row.sampled and usual - acted:
        yield f"{variant} also touches {_named(usual - acted)}"
    if not row.scenarios and len(touching & acted) <= _FEW * len(acted):
        yield f"{variant} touches {len(touching & acted)} of {len(acted)}: {', '.join(sorted(touching & acted))}"
    if not touching & acted:
        yield f"{variant} touches none that is acted out, only {_named(touching)}"


def _named(scenarios: set[str]) -> str:
    shown = sorted(scenarios)[:_SHOWN]
    return ", ".join(shown) + (f" and {len(scenarios) - _SHOWN} more" if len(scenarios) > _SHOWN else "")


def main() -> None:
    """Print a line for each variant whose row could be another; the checkout has a Policy that is not looked at."""
    notes: Notes = defaultdict(set)
    for kind in _TYPES:
        add_notes(kind, notes)
    for variant, behaviour in VARIANTS.items():
        for line in () if behaviour.checkout else compare(variant, notes):
            print(line)


if __name__ == "__main__":
    main()
