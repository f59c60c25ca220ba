"""How many spaces an opportunity had before anything was booked, for rules about what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.check.verify import not_applicable

if TYPE_CHECKING:
    from collections.abc import Mapping


def spaces_before(opportunity: Mapping[str, Any]) -> int:
    """Return how many spaces the open feed stated of an opportunity, as a scenario noted it (``Opportunity.as_fact``).

    Not-applicable where it stated none, as it need not of some types: no rule about spaces then shows anything.
    """
    before = opportunity["capacity"]
    if before is None:
        not_applicable("The open feed states no capacity of this opportunity.")
    return int(before)
