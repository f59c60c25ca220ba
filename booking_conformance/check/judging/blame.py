"""Which rows of the catalogue a failure shows broken, and how bad that is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.check.declaration import strongest_level
from booking_conformance.results import Evidence, Level, Verdict
from booking_conformance.specification import calls, requirements

if TYPE_CHECKING:
    from booking_conformance.check.declaration import Check

_BROKEN = {Level.MUST: Verdict.FAIL, Level.SHOULD: Verdict.WARN, Level.MAY: Verdict.INFO}


def broken(check: Check, evidence: Evidence, call: str = "") -> tuple[Verdict, Evidence]:
    """Return the verdict of a failure, and its evidence with the rows broken.

    These are the rows that it names; where it names none, those cited that speak of ``call``, the one judged by an
    exchange check; where none of them does, or no call is judged, all that are cited.
    """
    stray = set(evidence.requirements) - set(check.requirements)
    if stray:
        return Verdict.ERROR, Evidence(f"The check blames rows that it does not cite: {', '.join(sorted(stray))}.")
    rows = evidence.requirements or _rows_of(check, call) or check.requirements
    return _BROKEN[_level(check, rows)], replace(evidence, requirements=rows)


def _rows_of(check: Check, call: str) -> tuple[str, ...]:
    checkpoints = calls()[call].checkpoints if call else frozenset()
    return tuple(row for row in check.requirements if checkpoints and requirements()[row].speaks_of(checkpoints))


def _level(check: Check, rows: tuple[str, ...]) -> Level:
    """Return how strong the broken rows are: a check that cites a MUST and a SHOULD only warns of the latter."""
    return max(check.level, strongest_level(rows), key=list(Level).index)
