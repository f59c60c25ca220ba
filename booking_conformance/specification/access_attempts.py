"""What is tried with credentials that must not reach what is there (``schemas/access_attempts.yaml``)."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from booking_conformance.specification.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

METHODS = ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
# In the table beside the names of scenarios that act a method already.
TRIED, OWN = "tried", "own"


@cache
def access_attempts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return who acts what: credentials → path → method → TRIED, OWN, or the scenario that acts it already."""
    table = read_yaml("access_attempts.yaml")
    return MappingProxyType({who: _paths(paths) for who, paths in table.items()})


def _paths(paths: Mapping[str, Mapping[str, list[str]]]) -> Mapping[str, Mapping[str, str]]:
    return {path: _methods(row) for path, row in paths.items()}


def _methods(row: Mapping[str, list[str]]) -> Mapping[str, str]:
    return {method: acted for acted, methods in row.items() for method in methods}


def methods_tried(credentials: str, path: str) -> tuple[str, ...]:
    """Return the methods to be tried on a path with such credentials."""
    acted = access_attempts()[credentials][path]
    return tuple(method for method in METHODS if acted[method] == TRIED)
