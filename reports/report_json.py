"""``report.json``: the whole result, for machines."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC
from typing import TYPE_CHECKING, Any

from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from booking_conformance.reports.causes import Cause
    from booking_conformance.reports.grouping import Catalogue, Requirement
    from booking_conformance.results import CheckResult, Outcome, RunInfo, RunResult

FORMAT = 1
_BROKEN = frozenset({Verdict.FAIL, Verdict.WARN})


def document(result: RunResult, rows: Catalogue, causes: Sequence[Cause], files: Mapping[str, str]) -> dict[str, Any]:
    """Return the report as JSON; ``files`` are the hashes of the other files by name."""
    return {
        "format": FORMAT,
        "verdict": result.verdict,
        "verdict_reason": result.verdict_reason,
        "scope": result.scope,
        "suite": {
            "version": result.suite_version,
            "profile": result.profile,
            "profile_sha256": result.profile_sha256,
        },
        "target": asdict(result.target),
        "run": _run(result.run),
        "features": [asdict(feature) for feature in result.features],
        "causes": [_cause(cause) for cause in causes],
        "checks": [_check(check) for check in sorted(result.checks, key=lambda check: check.id)],
        "requirements": [_requirement(rows[row], result) for row in _cited(result)],
        "files": dict(sorted(files.items())),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "text": cause.text,
        "remedy": cause.remedy,
        "exchanges": list(cause.exchanges),
        "blocks": {check.id: [outcome.id for outcome in outcomes] for check, outcomes in cause.blocked},
    }


def _run(run: RunInfo) -> dict[str, Any]:
    return {
        "started": run.started.astimezone(UTC).isoformat(),
        "duration_s": round(run.duration_s, 3),
        "exchanges": run.exchanges,
        "bookings": run.bookings,
        "retries": run.retries,
        "seed": run.seed,
        "generated": dict(run.generated),
        "selection": dict(run.selection),
        "limits": dict(run.limits),
        "left_behind": [asdict(left) for left in run.left_behind],
        "known_failures": list(run.known_failures),
        "interrupted": run.interrupted,
        "stopped": run.stopped,
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "id": check.id,
        "title": check.title,
        "description": check.description,
        "checkpoint": check.checkpoint,
        "verdict": check.verdict,
        "level": check.level,
        "feature": check.feature,
        "scope": check.scope,
        "required": check.required,
        "requirements": list(check.requirements),
        "reason": check.reason,
        "remedy": check.remedy,
        "exchanges": list(check.exchanges),
        "instances": [_instance(instance) for instance in check.instances],
    }


def _instance(instance: Outcome) -> dict[str, Any]:
    return {
        "id": instance.id,
        "verdict": instance.verdict,
        "reason": instance.reason,
        "remedy": instance.remedy,
        "exchanges": list(instance.exchanges),
        "evidence": [asdict(evidence) for evidence in instance.evidence],
        "duration_s": round(instance.duration_s, 6),
    }


def _cited(result: RunResult) -> list[str]:
    return sorted({row for check in result.checks for row in check.requirements})


def _requirement(row: Requirement, result: RunResult) -> dict[str, Any]:
    citing = [check for check in result.checks if row.id in check.requirements]
    return {
        "id": row.id,
        "level": row.level,
        "text": row.text,
        "url": row.url,
        "verdict": _row_verdict(row.id, citing),
        "checks": sorted(check.id for check in citing),
    }


def _row_verdict(row: str, citing: list[CheckResult]) -> Verdict:
    """Return the worst verdict of the checks that judge a row; one that fails on account of other rows does not."""
    judged = [check.verdict for check in citing if check.verdict not in _BROKEN or row in _blamed(check)]
    return Verdict.worst(judged) if judged else Verdict.NOT_TESTABLE


def _blamed(check: CheckResult) -> set[str]:
    return {row for outcome in check.instances for evidence in outcome.evidence for row in evidence.requirements}
