"""The table of broken messages: how each is broken, and what it is refused with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from booking_conformance.specification.data_files import read_yaml
from booking_conformance.specification.error_types import error_types

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class BrokenMessage:
    """A row of ``schemas/broken_messages.yaml``, which explains what each property means."""

    id: str
    calls: tuple[str, ...]
    requirement: str
    at: str = ""
    drop: bool = False
    values: tuple[Any, ...] = ()
    add: tuple[Any, ...] = ()
    text: str = ""
    path: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    item_errors: tuple[str, ...] = ()
    unstated: bool = False
    free_only: bool = False

    @property
    def types(self) -> frozenset[str]:
        """The types it may be refused with, in each of their spellings; none where any will do."""
        known = error_types()
        return frozenset(name for kind in self.errors for name in (kind, *known[kind].aliases))


@cache
def broken_messages() -> Mapping[str, BrokenMessage]:
    """Return the rows by id."""
    return MappingProxyType({name: _row(name, row) for name, row in read_yaml("broken_messages.yaml").items()})


def _row(name: str, row: dict[str, Any]) -> BrokenMessage:
    properties: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return BrokenMessage(name, **properties)
