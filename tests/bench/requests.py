"""Prints how many requests the core costs without generated messages: ``python -m tests.bench.requests``.

The core is what is judged of a system that declares nothing but what can hardly be left out. A line for each choice of
types and flows, and what it costs more than the first one; nothing is asserted.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from booking_conformance.check import Check
from booking_conformance.check.registry import all_checks
from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem

_CORE = {"booking-partner-isolation", "customer-requested-cancellation", "free", "multiple-sellers", "paid"}
_APPROVAL = {"approval", "order-proposals-feed"}
_OTHER_APIS = ("authenticated-checkout", "group-booking", "standalone-checkout")
_CHOICES = (
    (("ScheduledSession",), ("simple",)),
    (("ScheduledSession", "Slot"), ("simple",)),
    (("ScheduledSession",), ("simple", "approval")),
)


def _selected(check: Check) -> bool:
    generated = (check.scenario or "").startswith("generated")
    return not generated and not check.id.startswith(_OTHER_APIS)


def _configuration(system: EmbeddedSystem, types: tuple[str, ...], flows: tuple[str, ...]) -> dict[str, Any]:
    data = system.configuration_data
    declared = _CORE | {"test-interface"} | (_APPROVAL if "approval" in flows else set())
    data["opportunities"]["types"] = list(types)
    data["flows"] = {flow: flow in flows for flow in ("simple", "approval")}
    return {**data, "features": dict.fromkeys(sorted(declared), True)}


def measure(types: tuple[str, ...], flows: tuple[str, ...]) -> Counter[str]:
    """Run the core against the embedded system; return how often each call was made."""
    chosen = [word for check in all_checks().values() if _selected(check) for word in ("--only", check.id)]
    with tempfile.TemporaryDirectory() as folder, EmbeddedSystem() as system:
        config, report = Path(folder, "conformance.toml"), Path(folder, "report")
        config.write_text(write_toml(_configuration(system, types, flows)), encoding="utf-8")
        command = [sys.executable, "-m", "booking_conformance", "run", "--config", str(config), "--report", str(report)]
        subprocess.run([*command, *chosen], capture_output=True, check=False)
        entries = json.loads((report / "exchanges.har").read_text(encoding="utf-8"))["log"]["entries"]
    return Counter(entry["_call"] for entry in entries)


def main() -> None:
    """Print a line for each choice."""
    first = 0
    for types, flows in _CHOICES:
        calls = measure(types, flows)
        first = first or calls.total()
        most = ", ".join(f"{count} {call or 'other'}" for call, count in calls.most_common(4))
        print(f"{calls.total():>5} (+{calls.total() - first})  {', '.join(types)}; {', '.join(flows)}: {most}")


if __name__ == "__main__":
    main()
