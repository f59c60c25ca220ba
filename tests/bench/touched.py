"""Prints which scenarios can tell each variant from the plain booking system: ``python -m tests.bench.touched``.

Each scenario is acted out alone against the plain system, which notes the fields of its Policy that it reads and the
variants whose mutation would change an answer. A scenario that meets neither goes as it goes without the variant, so
``prove`` need not act it out: the row in schemas/variants.yaml may name the others. A line for each variant whose row
names other scenarios, and for each without a row that a quarter of them would do for. Run it by hand; it takes minutes.
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
"""What is noted, by scenario and flow."""

_TYPES = ("ScheduledSession", "Slot")
_FEW = 0.25


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
            found[instance.scenario, instance.values.get("flow", "simple")] |= set(notes.read_text("utf-8").split())
            print(f"\r{number + 1} of {len(parts)} for {kind}", end="", file=sys.stderr, flush=True)


def _parts(kind: str, notes: Path) -> list[Any]:
    with _noting_system(notes) as data:
        configuration = trial._configuration(trial._beginning_with(data, (kind,)), 10)
    parts = plan(all_checks(), frozenset(all_checks()), configuration).parts
    return [part for part in parts if trial._fits(part[1], {"type": (kind,)})]


def _act(kind: str, notes: Path, part: Any) -> None:
    with _noting_system(notes) as data:
        configuration = trial._configuration(trial._beginning_with(data, (kind,)), 10)
        execution = Execution(configuration, throwaway=True, keep=True, progress=lambda _: None)
        asyncio.run(execution.act(Plan((), (part,))))


def touched(variant: str, notes: Notes) -> set[str]:
    """Return the scenarios that a variant touches in the flows of its row."""
    behaviour, flows = VARIANTS[variant], variant_row(variant).values.get("flow", ("simple",))
    told_by = {*behaviour.policy, *([variant] if behaviour.mutation else [])}
    return {scenario for (scenario, flow), names in notes.items() if flow in flows and names & told_by}


def main() -> None:
    """Print a line for each variant whose row could be another."""
    notes: Notes = defaultdict(set)
    for kind in _TYPES:
        add_notes(kind, notes)
    for variant in VARIANTS:
        row, touching = variant_row(variant), touched(variant, notes)
        usual = {scenario for scenario, _ in notes if not scenario.startswith(SEPARATE)}
        acted = {scenario for scenario, _ in notes if row.touches(scenario)}
        if row.scenarios and (more := touching & usual - acted):
            print(f"{variant} also touches {', '.join(sorted(more))}")
        if not row.scenarios and len(touching & acted) <= _FEW * len(acted):
            print(f"{variant} touches {len(touching & acted)} of {len(acted)}: {', '.join(sorted(touching & acted))}")
        if not touching & acted:
            print(f"{variant} is touched by none of its own: {', '.join(sorted(touching)) or 'none at all'}")


if __name__ == "__main__":
    main()
