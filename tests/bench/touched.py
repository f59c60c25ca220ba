"""Prints which scenarios can tell each variant from the plain booking system: ``python -m tests.bench.touched``.

Each scenario is acted out alone against the plain system, which notes the fields of its Policy that it reads and the
variants whose mutation would change an answer. A scenario that meets neither goes as it goes without the variant, so
``prove`` need not act it out: the row in schemas/variants.yaml may name the others. A line for each variant that
touches others than its row names, or few of those that are acted out. Run it by hand; it takes minutes.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import tempfile
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from booking_conformance.check.plan import Plan, plan
from booking_conformance.check.registry import all_checks
from booking_conformance.fixtures.booking_system.policy import Policy
from booking_conformance.fixtures.booking_system.variants import VARIANTS
from booking_conformance.fixtures.booking_system.web.app import BookingSystem
from booking_conformance.fixtures.booking_system.web.options import Options
from booking_conformance.fixtures.booking_system.web.server import serve
from booking_conformance.prove import trial
from booking_conformance.prove.fault_table import SEPARATE, variant_row
from booking_conformance.runner.execution import Execution

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Notes = dict[tuple[str, str], set[str]]
"""What is noted, by scenario and flow, which is "" where a scenario has none to choose."""

_TYPES = ("ScheduledSession", "Slot")
_FEW = 0.25
_SHOWN = 8


def _serve(ready: Any, notes: Path, database: Path) -> None:
    seen: set[str] = set()
    mutated = BookingSystem._mutated

    def note(name: str) -> None:
        if name not in seen:
            seen.add(name)
            with notes.open("a", encoding="utf-8") as file:
                file.write(f"{name}\n")

    def read(policy: Policy, name: str) -> Any:
        note(name)
        return object.__getattribute__(policy, name)

    def answer(system: BookingSystem, call: Any, said: Any) -> Any:
        for name, behaviour in VARIANTS.items():
            if behaviour.mutation and behaviour.mutation(call, said) != said:
                note(name)
        return mutated(system, call, said)

    Policy.__getattribute__ = read  # type: ignore[method-assign, assignment]
    BookingSystem._mutated = answer  # type: ignore[method-assign]
    serve(Options(lease_seconds=3, seeds=6, database=database), ready.send)


@contextmanager
def _noting_system(notes: Path) -> Iterator[Mapping[str, Any]]:
    context = multiprocessing.get_context("fork")  # it inherits what was imported
    mine, theirs = context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as folder:
        process = context.Process(target=_serve, args=(theirs, notes, Path(folder, "b.sqlite")), daemon=True)
        process.start()
        try:
            yield {key: value for key, value in mine.recv().items() if key not in {"dataset_site", "pid"}}
        finally:
            process.kill()
            process.join()


def add_notes(kind: str, found: Notes) -> None:
    """Act each scenario out for a type of opportunity."""
    with tempfile.TemporaryDirectory() as folder:
        parts = _parts(kind, Path(folder, "none"))
        for number, part in enumerate(parts):
            notes = Path(folder, str(number))
            _act(kind, notes, part)
            _, instance = part
            found[instance.scenario, instance.values.get("flow", "")] |= set(notes.read_text("utf-8").split())
            print(f"\r{number + 1} of {len(parts)} for {kind}", end="", file=sys.stderr, flush=True)


def _parts(kind: str, notes: Path) -> list[Any]:
    with _noting_system(notes) as data:
        configuration = trial._configuration(trial._settings(trial._beginning_with(data, (kind,)), 10))
    parts = plan(all_checks(), frozenset(all_checks()), configuration).parts
    return [part for part in parts if trial._fits(part[1], {"type": (kind,)})]


def _act(kind: str, notes: Path, part: Any) -> None:
    with _noting_system(notes) as data:
        configuration = trial._configuration(trial._settings(trial._beginning_with(data, (kind,)), 10))
        execution = Execution(configuration, throwaway=True, keep=True, progress=lambda _: None)
        asyncio.run(execution.act(Plan((), (part,))))


def compare(variant: str, notes: Notes) -> Iterator[str]:
    """Yield what could be otherwise in the row of a variant."""
    row, behaviour = variant_row(variant), VARIANTS[variant]
    told_by = {*behaviour.policy, *([variant] if behaviour.mutation else [])}
    flows = {"", *row.values.get("flow", ("simple",))}
    there = {scenario for scenario, flow in notes if flow in flows}
    touching = {scenario for (scenario, flow), names in notes.items() if flow in flows and names & told_by}
    acted = {scenario for scenario in there if row.touches(scenario)}
    usual = {scenario for scenario in touching if not scenario.startswith(SEPARATE)}
    if row.scenarios and usual - acted:
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
