"""The types of OpenBookingError, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from booking_conformance.specification.data_files import read_yaml


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
def error_types() -> Mapping[str, ErrorType]:
    """Return the error types by name; an alias leads to the same type as its proper name."""
    rows = read_yaml("error_types.yaml").items()
    types = [_error_type(name, row) for name, row in rows]
    return MappingProxyType({name: each for each in types for name in (each.name, *sorted(each.aliases))})


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
