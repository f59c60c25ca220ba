"""Which instances a check has in a run: one for each scenario instance or call that it judges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from booking_conformance.results import Scope, Verdict
from booking_conformance.scenario import all_scenarios
from booking_conformance.specification import calls, opportunity_types
from booking_conformance.specification.profile import profile

if TYPE_CHECKING:
    from booking_conformance.check.declaration import Check
    from booking_conformance.config import Configuration

TEST_INTERFACE = "test-interface"
READ_CALLS = frozenset({"dataset-site", "open-feed"})
# A run that gets so far makes these calls whatever is declared: if one is missing, something stopped the run.
ALWAYS_CALLED = frozenset({"open-feed", "orders-feed", "C1", "C2", "P", "B", "quote-deletion", "order-deletion"})
_SECOND_PARTNER = "Configure [booking_partners.secondary]."


@dataclass(frozen=True)
class CheckInstance:
    """One instance of a check: the conversation or the call that it judges, or a verdict that needs no judging.

    ``undeclared`` is the feature that it needs and the configuration does not declare.
    """

    instance_id: str
    label: str
    conversation: str | None = None
    call: str | None = None
    preset: Verdict | None = None
    reason: str = ""
    remedy: str = ""
    undeclared: str | None = None


def scope_of(check: Check, configuration: Configuration | None = None) -> Scope:
    """Return the least scope at which a check can be judged, under a configuration or under one that has the least."""
    if check.scope is not None:
        return check.scope
    if check.scenario is not None:
        return all_scenarios()[check.scenario].scope_in(configuration)
    return Scope.READ if READ_CALLS.intersection(check.calls) else Scope.BOOK


def feature_of(check: Check) -> str | None:
    """Return the feature that a check belongs to: its own, else that of its scenario; None is the core."""
    if check.feature is not None or check.scenario is None:
        return check.feature
    return all_scenarios()[check.scenario].feature


def instances_of(check: Check, configuration: Configuration) -> list[CheckInstance]:
    """Return the instances of a check under a configuration, at least one."""
    chosen = profile(configuration.profile)
    if check.id in chosen.without:
        return [_preset(check, Verdict.NOT_APPLICABLE, chosen.leaves_out)]
    needed_features = _features_needed(check)
    for feature in needed_features:
        if not configuration.declares(feature) and feature != TEST_INTERFACE:
            preset = _preset(check, Verdict.NOT_APPLICABLE, f"The feature {feature} is not declared.")
            return [replace(preset, undeclared=feature)]
    for feature in needed_features:
        if remedy := way_to_show(feature, configuration):
            return [
                _preset(
                    check, Verdict.NOT_RUN, f"Nothing in this configuration can show the feature {feature}.", remedy
                )
            ]
    needed, granted = scope_of(check, configuration), configuration.granted_scope
    if not granted.grants(needed):
        reason = f"The check needs scope {needed}; this run has scope {granted}."
        alone = granted is Scope.BOOK and check.scenario and all_scenarios()[check.scenario].scope is Scope.BOOK
        return [_preset(check, Verdict.NOT_RUN, reason, _SECOND_PARTNER if alone else configuration.way_to(needed))]
    found = _of_scenario(check, configuration) if check.scenario else _of_calls(check, configuration)
    return found or [
        _preset(check, Verdict.NOT_APPLICABLE, "The check covers none of the declared types, flows or calls.")
    ]


def way_to_show(feature: str, configuration: Configuration) -> str:
    """Return what has to be configured before a declared feature can show, "" when nothing has."""
    if feature == TEST_INTERFACE:
        return "" if configuration.declares(feature) else "Declare a Test Interface: it acts for the Seller."
    if feature == "multiple-sellers":
        return "" if "secondary" in configuration.sellers else "Configure [sellers.secondary]."
    if feature.startswith("access-channel"):
        online = not all(opportunity_types()[name].facility for name in configuration.opportunities.types)
        return "" if online else "Facilities are never online: add another type to opportunities.types."
    return ""


def _features_needed(check: Check) -> list[str]:
    """Return the features of the check and of its scenario, which is acted out only where they are declared."""
    scenario = all_scenarios()[check.scenario].feature if check.scenario else None
    parts = [part for feature in (feature_of(check), scenario) if feature for part in feature.split("+")]
    # Where nothing else is undeclared, a Test Interface is all that is missing.
    return sorted(dict.fromkeys(parts), key=lambda part: part == TEST_INTERFACE)


def _preset(check: Check, verdict: Verdict, reason: str, remedy: str = "") -> CheckInstance:
    return CheckInstance(check.id, "", preset=verdict, reason=reason, remedy=remedy)


def _named(check: Check, label: str) -> str:
    return f"{check.id}[{label}]" if label else check.id


def _of_scenario(check: Check, configuration: Configuration) -> list[CheckInstance]:
    instances = all_scenarios()[check.scenario or ""].instances(configuration)
    wanted = [i for i in instances if all(i.values.get(axis) in values for axis, values in check.only.items())]
    return [CheckInstance(_named(check, i.label), i.label, conversation=i.id) for i in wanted]


def _of_calls(check: Check, configuration: Configuration) -> list[CheckInstance]:
    granted = configuration.granted_scope
    made = [call for call in check.calls if configuration.declares(calls()[call].feature)]
    reachable = [call for call in made if call in READ_CALLS or granted.grants(Scope.BOOK)]
    return [CheckInstance(_named(check, call), call, call=call) for call in reachable]
