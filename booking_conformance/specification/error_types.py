"""The types of OpenBookingError, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from booking_conformance.specification.data_files import read_yaml
from booking_conformance.specification.names import Names, names_of


@dataclass(frozen=True, slots=True)
class ErrorType:
    """A type of OpenBookingError: its status, and the calls that may answer it at Order and at OrderItem level."""

    name: str
    status: int
    widened: frozenset[int]
    order_level: frozenset[str]
    item_level: frozenset[str]
    aliases: frozenset[str]
    requirement: str
    note: str | None

    @property
    def statuses(self) -> frozenset[int]:
        """Every status that passes for this type."""
        return self.widened | {self.status}

    def allowed_in(self, call: str) -> bool:
        """Return whether the call may answer this type as its whole body."""
        return call in self.order_level or "everywhere" in self.order_level


@cache
def error_types(profile: str = "") -> Mapping[str, ErrorType]:
    """Return the error types of a profile by name; an alias leads to the same type as its proper name."""
    names = names_of(profile)
    if names.renamed:
        return MappingProxyType(_renamed(names))
    types = [_error_type(name, row) for name, row in read_yaml("error_types.yaml").items()]
    return MappingProxyType({name: each for each in types for name in (each.name, *sorted(each.aliases))})


def _renamed(names: Names) -> dict[str, ErrorType]:
    """Return the types under other names, each under one; a name that CR3 has too is what it is there."""
    types = [each for name, each in error_types().items() if name == each.name and name not in names.lacking]
    kept = {each.name: each for each in types if names.own(each.name) == each.name}
    other = {names.own(each.name): each for each in types if each.name not in kept}
    return {name: replace(each, name=name, aliases=frozenset()) for name, each in {**other, **kept}.items()}


def _error_type(name: str, row: dict[str, Any]) -> ErrorType:
    return ErrorType(
        name=name,
        status=row["status"],
        widened=frozenset(row.get("widened", ())),
        order_level=frozenset(row.get("order_level", ())),
        item_level=frozenset(row.get("item_level", ())),
        aliases=frozenset(row.get("aliases", ())),
        requirement=row["requirement"],
        note=row.get("note"),
    )
