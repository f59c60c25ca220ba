"""Observable rows of the catalogue that no check cites: why, and what stands in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from booking_conformance.specification.data_files import read_yaml

REASONS = {
    "permission": "either way is conformant",
    "needs-seller-action": "only an act of a Seller could show it",
}


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why no check cites a row; ``instead`` are ids of checks and variants that stand in."""

    reason: str
    instead: tuple[str, ...]

    def __str__(self) -> str:
        return f"{REASONS[self.reason]}; see {', '.join(self.instead)}"


@cache
def reasoned_rows() -> Mapping[str, Excuse]:
    """Return the closed list of rows that no check can judge, by requirement id."""
    rows = read_yaml("unjudged_rows.yaml")["reasoned"]
    return MappingProxyType({name: Excuse(row["reason"], tuple(row["instead"])) for name, row in rows.items()})


@cache
def rows_left() -> frozenset[str]:
    """Return the ids of the rows that no check judges yet."""
    return frozenset(read_yaml("unjudged_rows.yaml")["left"])
