"""What the commands cost: ``python -m tests.bench.commands [NAME...]`` prints a line a command. Nothing is asserted.

User CPU time is the number to compare: wall time depends on what else the machine does.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.known_faults import known_faults, known_variants
from booking_conformance.embedded.process import EmbeddedSystem
from tests.bench.process_tree import Cost, machine, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

_PROGRAM = (sys.executable, "-m", "booking_conformance")
_CHECK = "c1.omits-customer"
# Few enough to be measured often, and spread over the tables.
_EVERY_FAULT, _EVERY_VARIANT = 27, 16


def run(folder: Path) -> Cost:
    """Both types, both flows, everything that the embedded system has."""
    return measure([*_PROGRAM, "run", "--report", str(folder)])


def run_of_the_core(folder: Path) -> Cost:
    """One type, the simple flow, no feature; some of it waits until leases end, which takes 5 seconds."""
    return _core_of(folder)


def run_of_the_core_without_leases(folder: Path) -> Cost:
    """The same of a system that has no leases."""
    return _core_of(folder, "no-leasing")


def _core_of(folder: Path, *variants: str) -> Cost:
    with EmbeddedSystem(variants=variants) as system:
        file = folder / "conformance.toml"
        file.write_text(write_toml(_core(system.configuration_data)), encoding="utf-8")
        return measure([*_PROGRAM, "run", "--config", str(file), "--report", str(folder / "report")])


def run_of_one_check(folder: Path) -> Cost:
    """One check and what it reads."""
    return measure([*_PROGRAM, "run", "--only", _CHECK, "--report", str(folder)])


def doctor(folder: Path) -> Cost:
    """Whether a run can start."""
    with EmbeddedSystem() as system:
        file = folder / "conformance.toml"
        file.write_text(write_toml(system.configuration_data), encoding="utf-8")
        return measure([*_PROGRAM, "doctor", "--config", str(file)])


def faults(folder: Path) -> Cost:
    """A sample of the faults."""
    chosen = [part for fault in known_faults()[::_EVERY_FAULT] for part in ("--fault", fault)]
    return measure([*_PROGRAM, "prove", *chosen, "--report", str(folder)])


def variants(folder: Path) -> Cost:
    """A sample of the variants."""
    chosen = [part for variant in known_variants()[::_EVERY_VARIANT] for part in ("--variant", variant)]
    return measure([*_PROGRAM, "prove", *chosen, "--report", str(folder)])


def _core(data: Mapping[str, Any]) -> dict[str, Any]:
    left_out = {"features", "flows", "checkout", "payment"}
    core = {name: value for name, value in data.items() if name not in left_out}
    opportunities = {**core.get("opportunities", {}), "types": ["ScheduledSession"]}
    return {**core, "opportunities": opportunities, "flows": {"simple": True, "approval": False}}


COMMANDS: Mapping[str, Callable[[Path], Cost]] = {
    "run": run,
    "run core": run_of_the_core,
    "core, no leases": run_of_the_core_without_leases,
    "run --only": run_of_one_check,
    "doctor": doctor,
    "prove faults": faults,
    "prove variants": variants,
}


def main() -> None:
    """Print a line for each command, or for those named."""
    print(machine())
    print(f"{'':16} {'wall':>8} {'user':>8} {'system':>8} {'peak':>8}  exit")
    for name in sys.argv[1:] or COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            cost = COMMANDS[name](Path(folder))
        print(
            f"{name:16} {cost.wall:>6.1f} s {cost.user:>6.1f} s {cost.system:>6.1f} s {cost.peak_mb:>5.0f} MB"
            f"  {cost.code}"
        )


if __name__ == "__main__":
    main()
