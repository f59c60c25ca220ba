"""Which checks each fault breaks: the claims that ``prove`` puts to the test."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_CHECKS = 6


@dataclass(frozen=True)
class FaultRow:
    """A fault with the checks that it must make fail, its primary one first.

    ``values`` narrows the scenario instances that show it (axis → values); ``scenarios`` are acted out besides those
    that the checks read.
    """

    id: str
    checks: tuple[str, ...]
    scenarios: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]

    @property
    def primary(self) -> str:
        """The check that the fault proves."""
        return self.checks[0]


@cache
def fault_rows() -> Mapping[str, FaultRow]:
    """Return the rows of ``schemas/faults.yaml`` by fault id."""
    rows: dict[str, FaultRow] = {}
    for document in _documents():
        for fault, row in document.items():
            if fault in rows:
                raise ValueError(f"the fault {fault} stands in two tables")
            rows[fault] = _row(fault, row)
    return MappingProxyType(rows)


@dataclass(frozen=True)
class VariantRow:
    """How a variant is shown to be clean.

    ``warns`` are the checks that rightly warn, because it leaves a SHOULD aside; ``scenarios`` those that it can touch
    (all when none is named); ``values`` the instances to be acted out besides the plain ones.
    """

    warns: frozenset[str]
    scenarios: frozenset[str]
    values: Mapping[str, tuple[str, ...]]


def variant_row(variant: str) -> VariantRow:
    """Return the row of ``schemas/variants.yaml`` for a variant; most need none."""
    row = _variants().get(variant, {})
    return VariantRow(
        frozenset(row.get("warns", ())), frozenset(row.get("scenarios", ())), _values(row.get("values", {}))
    )


@cache
def _variants() -> Mapping[str, dict[str, Any]]:
    file = resources.files("booking_conformance.schemas") / "variants.yaml"
    document: dict[str, dict[str, Any]] = yaml.safe_load(file.read_bytes())
    return document


def _documents() -> list[dict[str, Any]]:
    folder = resources.files("booking_conformance.schemas")
    files = [folder / "faults.yaml", *sorted((folder / "faults").iterdir(), key=lambda file: file.name)]
    return [yaml.safe_load(file.read_bytes()) or {} for file in files if file.is_file() and file.name.endswith(".yaml")]


def _row(fault: str, row: dict[str, Any]) -> FaultRow:
    checks = tuple(row["checks"])
    if not 0 < len(checks) <= MOST_CHECKS:
        raise ValueError(f"the fault {fault} names {len(checks)} checks; 1 to {MOST_CHECKS} make a proof")
    return FaultRow(fault, checks, tuple(row.get("scenarios", ())), _values(row.get("values", {})))


def _values(row: dict[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({axis: tuple(of) if isinstance(of, list) else (of,) for axis, of in row.items()})
