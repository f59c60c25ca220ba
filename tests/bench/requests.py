"""Prints how many requests the core costs without generated messages: ``python -m tests.bench.requests``.

The core is what is judged of a system that declares nothing but what can hardly be left out. A line for each choice of
types and flows, what it costs more than the first one, and what it may cost; a minute, and nothing is asserted.
"""

import asyncio
from collections import Counter
from typing import Any

from booking_conformance.check import Check
from booking_conformance.check.planning.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.runner.execution import Execution

_FIRST, _FURTHER = 900, 300
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
    """Act the core out on the embedded system; return how often each call was made, those of clean-up among them."""
    chosen = {check.id for check in all_checks().values() if _selected(check)}
    with EmbeddedSystem() as system:
        configuration = load(data=_configuration(system, types, flows), environment={}).configuration
        execution = Execution(configuration, progress=lambda _: None)
        asyncio.run(execution.act(plan(all_checks(), chosen, configuration)))
        return Counter(exchange.call for exchange in execution.recording.exchanges)


def main() -> None:
    """Print a line for each choice."""
    first = 0
    for types, flows in _CHOICES:
        calls = measure(types, flows)
        most = ", ".join(f"{count} {call or 'other'}" for call, count in calls.most_common(4))
        more = f"(+{calls.total() - first}, at most +{_FURTHER})" if first else f"(at most {_FIRST})"
        print(f"{calls.total():>5} {more}  {', '.join(types)}; {', '.join(flows)}: {most}", flush=True)
        first = first or calls.total()


if __name__ == "__main__":
    main()
