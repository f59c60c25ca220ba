"""The features that a booking system may declare, with the names that the OpenActive Test Suite knows them by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from booking_conformance.specification.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of ``schemas/features.yaml``; ``checks`` are ids of checks, or what such ids begin with up to the dot."""

    id: str
    means: str
    peer: tuple[str, ...]
    required: bool
    groups: tuple[str, ...]
    declared_by: str
    checks: tuple[str, ...]
    unshown: str


@cache
def features() -> Mapping[str, Feature]:
    """Return every feature by its id, required ones first."""
    rows = [_feature(row) for row in read_yaml("features.yaml")]
    return MappingProxyType({row.id: row for row in sorted(rows, key=lambda row: not row.required)})


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """Return the features that each group's name declares at once."""
    names = sorted({group for row in features().values() for group in row.groups})
    return MappingProxyType({name: tuple(r.id for r in features().values() if name in r.groups) for name in names})


@cache
def aliases() -> Mapping[str, str]:
    """Return the id of the feature that each name of the OpenActive Test Suite means, where it is another name."""
    return MappingProxyType({name: row.id for row in features().values() for name in row.peer if name != row.id})


def shown_by(check_id: str, belongs_to: str | None) -> frozenset[str]:
    """Return the ids of the features that a check shows: it belongs to them (``a+b`` is both), or is named for them."""
    belonging, named = _by_name()
    names = belongs_to.split("+") if belongs_to else ()
    found = (*(belonging.get(name) for name in names), named.get(check_id), named.get(check_id.partition(".")[0]))
    return frozenset(feature for ids in found if ids for feature in ids)


@cache
def _by_name() -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Return the ids of features by their own names and those of their groups, and by the checks named for them."""
    belonging: dict[str, list[str]] = defaultdict(list)
    named: dict[str, list[str]] = defaultdict(list)
    for row in features().values():
        for name in (row.id, *row.groups):
            belonging[name].append(row.id)
        for name in row.checks:
            named[name].append(row.id)
    return belonging, named


def _feature(row: Mapping[str, Any]) -> Feature:
    return Feature(
        id=row["id"],
        means=row["means"],
        peer=tuple(row.get("peer", ())),
        required=row.get("required", False),
        groups=tuple(row.get("groups", ())),
        declared_by=row.get("declared_by", ""),
        checks=tuple(row.get("checks", ())),
        unshown=row.get("unshown", ""),
    )
