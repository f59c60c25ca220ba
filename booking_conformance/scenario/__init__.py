"""What a scenario is written with. ``ScenarioContext`` is not among it: it brings the client along."""

from booking_conformance.scenario.declaration import (
    CALLS,
    CHECKOUT_TYPES,
    EVENT_TYPES,
    FLOWS,
    ONE_FLOW,
    ONE_TYPE,
    TYPES,
    Scenario,
    ScenarioInstance,
    all_scenarios,
    scenario,
)

__all__ = [
    "CALLS",
    "CHECKOUT_TYPES",
    "EVENT_TYPES",
    "FLOWS",
    "ONE_FLOW",
    "ONE_TYPE",
    "TYPES",
    "Scenario",
    "ScenarioInstance",
    "all_scenarios",
    "scenario",
]
