"""What a run will do: the checks that are selected, their instances, and the scenarios that they need."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from booking_conformance.check.planning.examples import choose_examples
from booking_conformance.check.planning.instances import instances_of
from booking_conformance.scenario import all_scenarios
from booking_conformance.specification.profile import profile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from booking_conformance.check.declaration import Check
    from booking_conformance.check.planning.instances import CheckInstance
    from booking_conformance.config import Configuration
    from booking_conformance.scenario import Scenario, ScenarioInstance

    Planned = tuple[tuple[Check, CheckInstance], ...]
    Part = tuple[Scenario, ScenarioInstance]
    Parts = tuple[Part, ...]

# As measured on the bundled booking system, and rounded up. The feeds are read, and changes that show how far they are
# (sentinels) are made, for all scenarios together.
_REQUESTS_FOR_FEEDS = 40
_REQUESTS_OF_A_SCENARIO = 14
_SENTINELS_OF_A_SCENARIO = 0.17


@dataclass(frozen=True)
class Plan:
    """``judged`` are the selected check instances, ``parts`` the scenario instances to be acted out for them.

    ``whole`` means that nothing was left unselected. Otherwise ``examples`` are the scenario instances that are acted
    out for exchange checks alone; ``shown_in`` the ids of conversations that they are to be judged on, where it is
    known which show something.
    """

    judged: Planned
    parts: Parts
    whole: bool = True
    examples: tuple[str, ...] = ()
    shown_in: frozenset[str] = frozenset()

    @cached_property
    def instances(self) -> Mapping[str, Sequence[CheckInstance]]:
        """The instances that are judged, by the id of their check."""
        found: dict[str, list[CheckInstance]] = defaultdict(list)
        for check, instance in self.judged:
            found[check.id].append(instance)
        return MappingProxyType(found)

    def bookings(self, *, near: bool) -> int:
        """Return about how many Orders and proposals will be made, rather less; ``near`` means on this machine."""
        booking = [scenario for scenario, _ in self.parts if scenario.bookings]
        made = sum(scenario.bookings * (1 if near else scenario.far_share) for scenario in booking)
        return math.ceil(made + len(booking) * _SENTINELS_OF_A_SCENARIO)

    def requests(self, effort: float, *, near: bool) -> int:
        """Return about how many requests will be sent, rather less, those for feeds and the supply among them.

        ``effort`` says how many messages are generated, compared with the usual number; ``near`` is as in ``bookings``.
        Feeds that show changes late are read more often.
        """
        shares = (scenario.generated * (1 if near else scenario.far_share) for scenario, _ in self.parts)
        generated = sum(shares) * effort
        return _REQUESTS_FOR_FEEDS + len(self.parts) * _REQUESTS_OF_A_SCENARIO + int(generated) if self.parts else 0


def plan(
    checks: Mapping[str, Check],
    selected: Collection[str],
    configuration: Configuration,
    shown_in: frozenset[str] = frozenset(),
) -> Plan:
    """Return the plan for the selected checks.

    With all of them, every scenario is acted out that the declared features and the scope allow, and exchange checks
    are judged on everything. With some, a scenario is acted out when a check reads it, and a few for exchange checks:
    those that ``shown_in`` names, where it names any.
    """
    chosen = [check for check in checks.values() if check.id in selected]
    judged = tuple((check, instance) for check in chosen for instance in instances_of(check, configuration))
    return plan_of(judged, configuration, whole=len(chosen) == len(checks), shown_in=shown_in)


def plan_of(
    judged: Planned, configuration: Configuration, *, whole: bool, shown_in: frozenset[str] = frozenset()
) -> Plan:
    """Return the plan for given instances of checks; ``whole`` means that these are all.

    What required checks need is acted out first.
    """
    possible = _possible_parts(configuration)
    if whole:
        return Plan(judged, _required_first(judged, possible, configuration))
    wanted = {instance.conversation for _, instance in judged if instance.conversation}
    known = shown_in & {instance.id for _, instance in possible}
    examples = known or {instance.id for _, instance in choose_examples(judged, possible, wanted, configuration)}
    parts = _required_first(judged, [part for part in possible if part[1].id in wanted | examples], configuration)
    return Plan(judged, parts, whole, tuple(part[1].id for part in parts if part[1].id in examples), shown_in)


def _required_first(judged: Planned, parts: Iterable[Part], configuration: Configuration) -> Parts:
    chosen = profile(configuration.profile)
    required = {instance.conversation for check, instance in judged if chosen.requires(check.id)}
    return tuple(sorted(parts, key=lambda part: part[1].id not in required))


def _possible_parts(configuration: Configuration) -> Parts:
    granted = configuration.granted_scope
    return tuple(
        (scenario, instance)
        for scenario in all_scenarios().values()
        if granted.grants(scenario.scope_in(configuration)) and configuration.declares(scenario.feature)
        for instance in scenario.instances(configuration)
    )
