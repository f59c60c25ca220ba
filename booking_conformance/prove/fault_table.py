"""Which checks each fault breaks: the claims that ``prove`` puts to the test."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from booking_conformance.specification.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_CHECKS = 6
# What is generated, what the checkout does, and whole tables of calls concern few variants and cost much: their rows
# name them.
SEPARATE = ("generated-", "checkout-", "attempts-", "order-states")


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
    rows = read_yaml("faults.yaml")
    return MappingProxyType({fault: _row(fault, row) for fault, row in rows.items()})


@dataclass(frozen=True)
class VariantRow:
    """How a variant is shown to be clean.

    ``warns`` are the checks that rightly warn, because it leaves a SHOULD aside; ``scenarios`` those that it can touch,
    or with ``sampled`` some of them (none named: all but the generated ones and the checkout); ``besides`` further
    ones; ``values`` the instances to be acted out instead of the plain ones.
    """

    warns: frozenset[str]
    scenarios: frozenset[str]
    sampled: bool
    besides: frozenset[str]
    values: Mapping[str, tuple[str, ...]]

    def touches(self, scenario: str) -> bool:
        """Return whether a scenario is acted out under the variant."""
        usual = scenario in self.scenarios if self.scenarios else not scenario.startswith(SEPARATE)
        return usual or scenario in self.besides

    @property
    def size(self) -> tuple[bool, int, int]:
        """What orders variants by how long they take, about."""
        return not self.scenarios, len(self.values.get("flow", ())), len(self.scenarios)


def variant_row(variant: str) -> VariantRow:
    """Return the row of ``schemas/variants.yaml`` for a variant; most need none."""
    row = _variants().get(variant, {})
    warns, scenarios, sample, besides = (
        frozenset(row.get(name, ())) for name in ("warns", "scenarios", "sample", "besides")
    )
    return VariantRow(warns, scenarios | sample, bool(sample), besides, _values(row.get("values", {})))


@cache
def _variants() -> Mapping[str, dict[str, Any]]:
    document: dict[str, dict[str, Any]] = read_yaml("variants.yaml")
    return document


def _row(fault: str, row: dict[str, Any]) -> FaultRow:
    checks = tuple(row["checks"])
    if not 0 < len(checks) <= MOST_CHECKS:
        raise ValueError(f"the fault {fault} names {len(checks)} checks; 1 to {MOST_CHECKS} make a proof")
    return FaultRow(fault, checks, tuple(row.get("scenarios", ())), _values(row.get("values", {})))


def _values(row: dict[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({axis: tuple(of) if isinstance(of, list) else (of,) for axis, of in row.items()})


@cache
def faults_by_check() -> Mapping[str, tuple[str, ...]]:
    """Return the faults that break each check."""
    found: dict[str, tuple[str, ...]] = {}
    for row in fault_rows().values():
        for check in row.checks:
            found[check] = (*found.get(check, ()), row.id)
    return found
