"""The calls of the API, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from booking_conformance.specification.data_files import read_yaml

_CORE = "core"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the API: method, path, what its answers may be, and which schemas judge them.

    ``checkpoints`` are those by which the catalogue of requirements names it; ``feature`` is the one without which it
    is not made, None for a call of the core.
    """

    name: str
    title: str
    method: str
    path: str
    checkpoints: frozenset[str]
    success: frozenset[int]
    errors: frozenset[int]
    request: str | None
    response: str | None
    item_errors: str | None
    media_types: tuple[str, ...]
    empty_body: bool
    requirement: str
    feature: str | None
    error: str = "error"


@cache
def calls() -> Mapping[str, Call]:
    """Return the calls by name."""
    table = read_yaml("calls.yaml")
    return MappingProxyType({name: _call(name, row, table["everywhere"]) for name, row in table["calls"].items()})


def _call(name: str, row: dict[str, Any], everywhere: list[int]) -> Call:
    return Call(
        name=name,
        title=row["title"],
        method=row["method"],
        path=row["path"],
        checkpoints=frozenset(row["checkpoints"]),
        success=frozenset(row["success"]),
        errors=frozenset((*row.get("errors", ()), *everywhere)),
        request=row.get("request"),
        response=row.get("response"),
        item_errors=row.get("item_errors"),
        media_types=tuple(row["media_types"]),
        empty_body=row.get("empty_body", False),
        requirement=row["requirement"],
        feature=None if row["feature"] == _CORE else row["feature"],
    )
