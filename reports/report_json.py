"""``report.json``: the whole result, for machines."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC
from typing import TYPE_CHECKING, Any

from booking_conformance.reports.rows import row_results

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from booking_conformance.reports.grouping import Catalogue
    from booking_conformance.reports.rows import RowResult
    from booking_conformance.reports.terminal.causes import Cause
    from booking_conformance.results import CheckResult, Outcome, RunInfo, RunResult

FORMAT = 1


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
        "requirements": [_row(found) for found in row_results(result, rows)],
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
        **({"resumed": list(run.resumed)} if run.resumed else {}),
        **({"history": asdict(run.history)} if run.history else {}),
        **({"longest_chain": asdict(run.longest_chain)} if run.longest_chain else {}),
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


def _row(found: RowResult) -> dict[str, Any]:
    row = found.row
    return {
        "id": row.id,
        "level": row.level,
        "text": row.text,
        "url": row.url,
        "verdict": found.verdict,
        "checks": list(found.checks),
        "reason": found.reason,
    }
