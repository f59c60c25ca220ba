"""The declaration of a scenario: a conversation with the target, acted out once for each combination of its axes."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from booking_conformance.results import Scope
from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from booking_conformance.config import Configuration

# It acts on a ScenarioContext, which stands above this module: a declaration need not know more of it.
Act = TypeVar("Act", bound="Callable[..., Awaitable[None]]")

TYPES = "declared types"
# Where no rule depends on the type it is enough to act once: what a type is sold and shown as is for other scenarios.
ONE_TYPE = "the declared type that shows most"
EVENT_TYPES = "declared types that are events"
CHECKOUT_TYPES = "declared types that a checkout sells"
FLOWS = "declared flows"
ONE_FLOW = "the first declared flow"
CALLS = "calls of the declared flows"
_CALLS = {"simple": ("B",), "approval": ("P",)}
_KEBAB_CASE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_UNMARKED = {"simple", "one", "primary"}
_PACKAGE = "booking_conformance.fixtures.scenarios"


@dataclass(frozen=True)
class ScenarioInstance:
    """One combination of a scenario's axes."""

    scenario: str
    values: Mapping[str, str]

    @cached_property
    def label(self) -> str:
        """What stands in brackets in the ids of check instances: ``Slot,approval``; usual values are not named."""
        return ",".join(value for value in self.values.values() if value not in _UNMARKED)

    @cached_property
    def id(self) -> str:
        """The id of the conversation."""
        return f"{self.scenario}[{self.label}]" if self.label else self.scenario


@dataclass(frozen=True)
class Scenario:
    """A scenario as declared.

    ``bookings`` is how many Orders or proposals one instance makes, for the plan. ``example_of`` names calls that it
    makes in the ordinary way: exchange checks of them that are selected alone are judged on such a scenario.
    ``generated`` is how many requests an instance sends beyond the usual, for messages generated at the usual effort.
    ``far_share`` is how much of both is made where the target is on another host.
    ``partners`` is how many booking partners it acts as. ``outlasts_lease`` maps axes to the values with which it waits
    for the end of a lease, none where it waits with all; None means that it never does.
    """

    name: str
    act: Callable[..., Awaitable[None]] = field(compare=False)
    axes: Mapping[str, str | tuple[str, ...]]
    scope: Scope
    feature: str | None
    bookings: int
    first: bool
    example_of: tuple[str, ...] = ()
    generated: int = 0
    partners: int = 1
    outlasts_lease: Mapping[str, str] | None = None
    far_share: float = 1.0

    def waits_in(self, instance: ScenarioInstance) -> bool:
        """Return whether an instance waits for the end of a lease, which no speed of the target brings nearer."""
        waiting = self.outlasts_lease
        return waiting is not None and all(instance.values[axis] == value for axis, value in waiting.items())

    def scope_in(self, configuration: Configuration | None) -> Scope:
        """Return the least scope that it is acted out at, under a configuration or under one that has the least.

        Whoever has a second booking partner needs nothing else of scope full to act as that one, too.
        """
        known = configuration.booking_partners if configuration else {}
        return self.scope if self.partners == 1 or "secondary" in known else Scope.FULL

    def instances(self, configuration: Configuration) -> list[ScenarioInstance]:
        """Return the instances for a configuration; none when a flow or type it needs is not declared."""
        axes = tuple(self.axes.items())
        return list(_combinations(self.name, axes, configuration.opportunities.types, configuration.flow_names))


@lru_cache(maxsize=1_000)
def _combinations(
    scenario: str, axes: tuple[tuple[str, str | tuple[str, ...]], ...], types: tuple[str, ...], flows: tuple[str, ...]
) -> tuple[ScenarioInstance, ...]:
    """Return the instances of a scenario; each of its checks asks for them."""
    calls = ("C1", "C2", *(call for flow in flows for call in _CALLS[flow]), "PATCH")
    declared: dict[str, tuple[str, ...]] = {**_types(types), FLOWS: flows, ONE_FLOW: flows[:1], CALLS: calls}
    values = [declared[axis] if isinstance(axis, str) else axis for _, axis in axes]
    names = [name for name, _ in axes]
    return tuple(
        ScenarioInstance(scenario, dict(zip(names, combination, strict=True)))
        for combination in itertools.product(*values)
    )


def _types(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the declared types by which of them a scenario is for."""
    known = [opportunity_types()[name] for name in names]
    events = tuple(each.name for each in known if not each.facility)
    sold = tuple(each.name for each in known if each.checkout)
    # What has no start, or states no spaces, cannot show what is asked of those that do.
    fullest = sorted(known, key=lambda each: (each.timeless, each.capacity_optional))
    one = tuple(each.name for each in fullest[:1])
    return {TYPES: names, ONE_TYPE: one, EVENT_TYPES: events, CHECKOUT_TYPES: sold}


_DECLARED: dict[str, Scenario] = {}


def scenario(
    name: str,
    *,
    axes: Mapping[str, str | tuple[str, ...]] | None = None,
    scope: Scope = Scope.BOOK,
    feature: str | None = None,
    bookings: int = 0,
    first: bool = False,
    example_of: tuple[str, ...] = (),
    generated: int = 0,
    partners: int = 1,
    outlasts_lease: Mapping[str, str] | None = None,
    far_share: float = 1.0,
) -> Callable[[Act], Act]:
    """Declare the async function below as a scenario.

    ``axes`` maps axis names to TYPES, ONE_TYPE, EVENT_TYPES, CHECKOUT_TYPES, FLOWS, ONE_FLOW, CALLS or a tuple of
    values; ``first`` starts it before the others, because it waits long for the target; ``bookings``, ``example_of``,
    ``generated``, ``partners``, ``outlasts_lease`` and ``far_share`` are as in Scenario. A name is refused that is not
    in kebab-case: it stands in ids.
    """
    if not _KEBAB_CASE.fullmatch(name):
        raise ValueError(f"the scenario {name!r} is not named in kebab-case")

    def declare(act: Act) -> Act:
        if name in _DECLARED and _DECLARED[name].act.__module__ != act.__module__:
            raise ValueError(f"two scenarios are named {name}")
        _DECLARED[name] = Scenario(
            name,
            act,
            axes or {},
            scope,
            feature,
            bookings,
            first,
            example_of,
            generated,
            partners,
            outlasts_lease,
            far_share,
        )
        return act

    return declare


@cache
def all_scenarios() -> Mapping[str, Scenario]:
    """Return every scenario by name, from the modules of ``fixtures/scenarios``."""
    package: Any = importlib.import_module(_PACKAGE)
    for module in pkgutil.walk_packages(package.__path__, f"{_PACKAGE}."):
        importlib.import_module(module.name)
    return dict(sorted(_DECLARED.items()))
