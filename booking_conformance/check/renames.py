"""The ids that checks had in version 0.1, for baselines and habits that are older than the names of today."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from booking_conformance.specification.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def renamed() -> Mapping[str, str]:
    """Return the new id of each check that was renamed, by its old id (``schemas/renamed_checks.yaml``)."""
    return MappingProxyType(dict(read_yaml("renamed_checks.yaml")))


def current_id(check_id: str) -> str:
    """Return the id of today for an id of any version."""
    return renamed().get(check_id, check_id)


@cache
def old_ids() -> Mapping[str, str]:
    """Return the old id of each check that was renamed, by its new id."""
    return MappingProxyType({new: old for old, new in renamed().items()})
