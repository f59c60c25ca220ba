"""Which names may stand under ``[features]``, and what they declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.specification import aliases, features, groups

if TYPE_CHECKING:
    from collections.abc import Mapping


_SAYS_NOT_WHICH = "leasing"


def declared(given: Mapping[str, bool], feature: str) -> bool:
    """Return whether the lines under ``[features]`` declare a feature, by its name or a group's."""
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
            raise ValueError(f"{name} contradicts another line about {feature}")
        found[feature] = value
    return found
