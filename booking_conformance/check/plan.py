"""What a run will do: the checks that are selected, their instances, and the scenarios that they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.check.instances import subjects
from booking_conformance.scenario import all_scenarios
from booking_conformance.specification.profile import profile

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from booking_conformance.check.declaration import Check
    from booking_conformance.check.instances import CheckInstance
    from booking_conformance.config import Configuration
    from booking_conformance.scenario import Scenario, ScenarioInstance

_REQUESTS_OF_A_SCENARIO = 12


@dataclass(frozen=True)
class Plan:
    """``judged`` are the selected check instances, ``parts`` the scenario instances to be acted out for them."""

    judged: tuple[tuple[Check, CheckInstance], ...]
    parts: tuple[tuple[Scenario, ScenarioInstance], ...]

    @property
    def bookings(self) -> int:
        """About how many Orders and proposals will be made."""
        return sum(scenario.bookings for scenario, _ in self.parts)

    @property
    def requests(self) -> int:
        """About how many requests will be sent, those for feeds and the supply among them."""
        return len(self.parts) * _REQUESTS_OF_A_SCENARIO


def plan(checks: Mapping[str, Check], selected: Collection[str], configuration: Configuration) -> Plan:
    """Return the plan for the selected checks.

    A scenario is acted out when a selected check reads it. A selected exchange check reads all there is: then every
    scenario that the declared features and the scope allow is acted out.
    """
    chosen = [check for check in checks.values() if check.id in selected]
    judged = tuple((check, instance) for check in chosen for instance in subjects(check, configuration))
    return plan_of(judged, configuration)


def plan_of(judged: tuple[tuple[Check, CheckInstance], ...], configuration: Configuration) -> Plan:
    """Return the plan for instances of checks that are given; what required checks need is acted out first."""
    wanted = {subject.conversation for _, subject in judged if subject.conversation}
    everything = any(subject.call for _, subject in judged)
    parts = tuple(
        (scenario, instance)
        for scenario in all_scenarios().values()
        if _possible(scenario, configuration)
        for instance in scenario.instances(configuration)
        if everything or instance.id in wanted
    )
    required = {instance.conversation for check, instance in judged if profile().requires(check.id)}
    return Plan(judged, tuple(sorted(parts, key=lambda part: part[1].id not in required)))


def _possible(scenario: Scenario, configuration: Configuration) -> bool:
    return configuration.granted_scope.grants(scenario.scope) and configuration.declares(scenario.feature)
