"""Which names may stand under ``[features]``, and what they declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.errors import ConfigurationError
from booking_conformance.specification import aliases, features, groups
from booking_conformance.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.config.model import Configuration

_SAYS_NOT_WHICH = "leasing"


def declared(given: Mapping[str, bool], feature: str) -> bool:
    """Tell whether the lines under ``[features]`` declare a feature, by its name or a group's."""
    if feature in given:
        return given[feature]
    if feature in groups():
        return any(declared(given, member) for member in groups()[feature] if member in given)
    row = features().get(feature)
    if row is None:
        return False
    named = [group for group in row.groups if group in given and group != _SAYS_NOT_WHICH]
    if named:
        return all(given.get(group, False) for group in row.groups)
    return row.required or _by_default(given, feature)


def members(group: str) -> tuple[str, ...]:
    """Return the features that a group's name stands for; none for another name."""
    return groups().get(group, ())


def _by_default(given: Mapping[str, bool], feature: str) -> bool:
    """An Offer that costs something and says nothing of prepayment requires it: so does a system that says nothing."""
    unsaid = not any(member in given for member in groups()["prepayment"])
    return feature == "prepayment-required" and unsaid and given.get("paid", False)


def by_its_name(given: Mapping[str, bool]) -> dict[str, bool]:
    """Return the features under their own names, where the OpenActive Test Suite's were given.

    Raises ValueError when two names say different things of one feature.
    """
    found: dict[str, bool] = {}
    for name, value in given.items():
        feature = aliases().get(name, name)
        if found.get(feature, value) != value:
            raise ValueError(f"{name} says otherwise of {feature} than another line")
        found[feature] = value
    return found


def refuse_unknown_features(configuration: Configuration) -> None:
    """Raise ConfigurationError with a line for each feature that is unknown or contradicts what declares it."""
    lines = [line for name in configuration.features if (line := _objection(name, configuration))]
    lines += _contradictions(configuration)
    if lines:
        raise ConfigurationError("\n".join(lines))


def _objection(name: str, configuration: Configuration) -> str | None:
    value = configuration.features[name]
    if name in groups():
        return None
    row = features().get(name)
    if row is None:
        known = {*features(), *groups(), *aliases()}
        return f"features.{name}: unknown feature; {did_you_mean(name.replace('_', '-'), known)}"
    if row.required and not value:
        return f"features.{name}: every booking system has it; take the line out"
    if row.declared_by and value != configuration.declares(name):
        return f"features.{name}: is declared by {row.declared_by}, not here"
    return None


def _contradictions(configuration: Configuration) -> list[str]:
    given = configuration.features
    lines = []
    if given.get("leasing") and not any(given.get(member) for member in groups()["leasing"]):
        lines.append("features.leasing: does not say which; declare anonymous-leasing, named-leasing or both")
    if given.get("single-seller") and given.get("multiple-sellers"):
        lines.append("features.single-seller: contradicts multiple-sellers; declare one of the two")
    if given.get("always-cancellable") and given.get("cancellation-window"):
        lines.append("features.always-cancellable: contradicts cancellation-window; declare one of the two")
    return lines
