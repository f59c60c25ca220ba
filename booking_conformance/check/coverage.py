"""How much of the specification is covered: its rows, both sides of each feature, its opportunity types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.check.planning.instances import feature_of
from booking_conformance.check.registry import all_checks
from booking_conformance.results import Level
from booking_conformance.specification import features, requirements, shown_by
from booking_conformance.specification.unjudged_rows import reasoned_rows

if TYPE_CHECKING:
    from booking_conformance.specification import Feature


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    covered: int
    of: int


def observable_rows() -> frozenset[str]:
    """Return the rows that bind a booking system and can be seen from outside."""
    rows = requirements().values()
    return frozenset(row.id for row in rows if row.actor == "booking-system" and row.blackbox != "no")


def rows_covered() -> Share:
    """Return how many observable rows a check cites, or have a reason why none can."""
    cited = {row for check in all_checks().values() for row in check.requirements}
    return Share(len(observable_rows() & (cited | set(reasoned_rows()))), len(observable_rows()))


def declared_side(feature: Feature) -> list[str]:
    """Return the checks that can fail where the feature is declared."""
    judging = [check for check in all_checks().values() if check.level is not Level.MAY]
    return [check.id for check in judging if feature.id in shown_by(check.id, feature_of(check))]


def absent_side(feature: Feature) -> str:
    """Return the check that fails where the feature shows though it is declared to be absent, else why there is none.

    "" is neither.
    """
    check = f"undeclared-feature.{feature.id}"
    if check in all_checks():
        return check
    return "Every booking system has it." if feature.required else feature.unshown


def features_covered() -> Share:
    """Return how many of the OpenActive Test Suite's features are covered on both sides."""
    known = [feature for feature in features().values() for _ in feature.peer]
    return Share(sum(bool(declared_side(feature) and absent_side(feature)) for feature in known), len(known))
