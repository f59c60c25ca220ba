"""The types of opportunities that can be booked, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from booking_conformance.specification.data_files import read_yaml


@dataclass(frozen=True, slots=True)
class OpportunityType:
    """What is particular to a type; ``schemas/opportunity_types.yaml`` says what each field means.

    ``name`` is how configurations call it, ``type`` its @type, which several have in common.
    """

    name: str
    type: str
    also: tuple[str, ...]
    feeds: tuple[str, ...]
    parent: str | None
    belongs_to: str | None
    above: tuple[str, ...]
    seller: str
    capacity: str
    capacity_optional: bool
    timeless: bool
    facility: bool
    checkout: bool
    required: tuple[str, ...]
    recommended: tuple[str, ...]


@cache
def opportunity_types() -> Mapping[str, OpportunityType]:
    """Return the types by name."""
    return MappingProxyType({name: _type(name, row) for name, row in read_yaml("opportunity_types.yaml").items()})


@cache
def type_names() -> Mapping[str, str]:
    """Return every name of a type in configurations, with the one it goes by here."""
    pairs = [(word, each.name) for each in opportunity_types().values() for word in (each.name, *each.also)]
    return MappingProxyType(dict(pairs))


def parent_properties() -> tuple[str, ...]:
    """Return the properties by which opportunities refer to what they belong to."""
    return tuple(dict.fromkeys(each.parent for each in opportunity_types().values() if each.parent))


def _type(name: str, row: dict[str, Any]) -> OpportunityType:
    return OpportunityType(
        name=name,
        type=row["type"],
        also=tuple(row.get("also", ())),
        feeds=tuple(row["feeds"]),
        parent=row.get("parent"),
        belongs_to=row.get("belongs_to"),
        above=tuple(row["above"]),
        seller=row["seller"],
        capacity=row["capacity"],
        capacity_optional=row.get("capacity_optional", False),
        timeless=row.get("timeless", False),
        facility=row.get("facility", False),
        checkout=row.get("checkout", False),
        required=tuple(row["required"]),
        recommended=tuple(row["recommended"]),
    )
