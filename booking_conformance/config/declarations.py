"""Refuses declarations that no booking system can mean: unknown features, and lines that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.errors import ConfigurationError
from booking_conformance.specification import aliases, features, groups
from booking_conformance.suggestions import did_you_mean

if TYPE_CHECKING:
    from booking_conformance.config.model import Configuration


def refuse_unknown_features(configuration: Configuration) -> None:
    """Raise ConfigurationError with a line for each feature that is unknown or contradicts what declares it.

    A configuration without a type of opportunity would be one that nothing can contradict.
    """
    lines = [line for name in configuration.features if (line := _objection(name, configuration))]
    lines += _contradictions(configuration)
    lines += [] if configuration.opportunities.types else ["opportunities.types: has to name at least one type"]
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
        return f"features.{name}: every booking system has it; delete the line"
    if row.declared_by and value != configuration.declares(name):
        return f"features.{name}: is declared by {row.declared_by}, not here"
    return None


def _contradictions(configuration: Configuration) -> list[str]:
    given = configuration.features
    lines = []
    if given.get("leasing") and not any(given.get(member) for member in groups()["leasing"]):
        lines.append("features.leasing: is ambiguous; declare anonymous-leasing, named-leasing or both")
    if given.get("single-seller") and given.get("multiple-sellers"):
        lines.append("features.single-seller: contradicts multiple-sellers; declare one of the two")
    if given.get("always-cancellable") and given.get("cancellation-window"):
        lines.append("features.always-cancellable: contradicts cancellation-window; declare one of the two")
    return lines
