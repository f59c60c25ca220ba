"""The catalogue of requirements in the light of a run: what came of each row, or why no check examines it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.results import Verdict
from booking_conformance.specification.unexamined import why_unexamined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from booking_conformance.reports.grouping import Catalogue
    from booking_conformance.results import CheckResult, RunResult
    from booking_conformance.specification import Requirement

_BROKEN = frozenset({Verdict.FAIL, Verdict.WARN})


@dataclass(frozen=True)
class RowResult:
    """A row with the ids of the checks that cite it and their worst verdict; without any, ``reason`` says why."""

    row: Requirement
    verdict: Verdict | None
    checks: tuple[str, ...]
    reason: str = ""


def row_results(result: RunResult, rows: Catalogue) -> list[RowResult]:
    """Return what came of every row of the catalogue, in its order."""
    citing: dict[str, list[CheckResult]] = {}
    for check in result.checks:
        for row in check.requirements:
            citing.setdefault(row, []).append(check)
    return [_row_result(row, citing.get(row.id, [])) for row in rows.values()]


def row_counts(found: Iterable[RowResult]) -> dict[str, int]:
    """Return how many rows have each verdict, worst first, then how many no check examines (``unexamined``)."""
    counted = Counter(each.verdict for each in found)
    judged = {str(verdict): counted[verdict] for verdict in Verdict if counted[verdict]}
    return {**judged, "unexamined": counted[None]} if counted[None] else judged


def _row_result(row: Requirement, citing: list[CheckResult]) -> RowResult:
    if not citing:
        return RowResult(row, None, (), why_unexamined(row))
    return RowResult(row, _verdict(row.id, citing), tuple(sorted(check.id for check in citing)))


def _verdict(row: str, citing: list[CheckResult]) -> Verdict:
    """Return the worst verdict of the checks that judge a row; one that fails on account of other rows does not."""
    judged = [check.verdict for check in citing if check.verdict not in _BROKEN or row in _blamed(check)]
    return Verdict.worst(judged) if judged else Verdict.NOT_TESTABLE


def _blamed(check: CheckResult) -> set[str]:
    return {row for outcome in check.instances for evidence in outcome.evidence for row in evidence.requirements}
