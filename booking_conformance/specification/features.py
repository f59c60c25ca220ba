"""The features that a booking system may declare, with the names that the OpenActive Test Suite knows them by."""

from __future__ import annotations

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

    def is_shown_by(self, check_id: str, belongs_to: str | None) -> bool:
        """Return whether a check shows the feature: it belongs to it (``a+b`` is both), or is named for it."""
        if belongs_to and not {self.id, *self.groups}.isdisjoint(belongs_to.split("+")):
            return True
        return check_id in self.checks or check_id.partition(".")[0] in self.checks


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
