"""What each call comes to in each state of an Order UUID (``schemas/order_states.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from booking_conformance.specification.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

SUCCEEDS, REFUSED, KEPT, OPEN = "succeeds", "refused", "kept", "open"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What comes of a call: its outcome, the row that demands it, or the reading that leaves it open.

    ``by`` is the id of a check that judges it on another scenario, "" where there is none.
    """

    outcome: str
    because: str
    by: str = ""

    @property
    def acted(self) -> bool:
        """Return whether the scenario order-states acts it."""
        return self.outcome != OPEN and not self.by


@cache
def order_states() -> Mapping[str, Mapping[str, Expectation]]:
    """Return the expectations: state → call → what comes of it."""
    return _read("states")


@cache
def repeats() -> Mapping[str, Mapping[str, Expectation]]:
    """Return the expectations of a creation that is repeated with a difference: state → property → what comes of it."""
    return _read("repeats")


def acted(state: str) -> Mapping[str, Expectation]:
    """Return what the scenario order-states acts in a state: calls, and properties that a repeat has otherwise."""
    known = {**order_states()[state], **repeats().get(state, {})}
    return {name: each for name, each in known.items() if each.acted}


def _read(part: str) -> Mapping[str, Mapping[str, Expectation]]:
    rows = read_yaml("order_states.yaml")[part]
    return MappingProxyType(
        {state: {name: _expectation(**cell) for name, cell in cells.items()} for state, cells in rows.items()}
    )


def _expectation(by: str = "", **said: Any) -> Expectation:
    [(outcome, because)] = said.items()
    return Expectation(outcome, because, by)
