"""``ctrf.json``: the Common Test Report Format, a test for each instance of a check."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from booking_conformance.reports.grouping import in_order, known_failure
from booking_conformance.reports.indented_json import indented_json
from booking_conformance.reports.page.labels import checkpoint_title
from booking_conformance.reports.safe_text import one_line
from booking_conformance.results import Outcome, Verdict

if TYPE_CHECKING:
    from booking_conformance.results import CheckResult, RunResult

_STATUS = {
    Verdict.PASS: "passed",
    Verdict.WARN: "passed",
    Verdict.INFO: "passed",
    Verdict.FAIL: "failed",
    Verdict.NOT_TESTABLE: "failed",
    Verdict.ERROR: "failed",
    Verdict.NOT_APPLICABLE: "skipped",
    Verdict.NOT_RUN: "skipped",
}
_COUNTED = ("passed", "failed", "pending", "skipped", "other")


def ctrf(result: RunResult) -> bytes:
    """Return the report as CTRF; times are in milliseconds."""
    tests = [
        _test(check, instance, known_failure(result, check, instance))
        for check in in_order(result)
        for instance in check.instances or (Outcome(check.id, Verdict.NOT_RUN),)
    ]
    document = {
        "reportFormat": "CTRF",
        "specVersion": "0.0.0",
        "results": {
            "tool": {"name": "booking-conformance", "version": result.suite_version},
            "summary": _summary(result, tests),
            "tests": tests,
        },
    }
    return indented_json(document, 1)


def _summary(result: RunResult, tests: list[dict[str, Any]]) -> dict[str, int]:
    counts = Counter(test["status"] for test in tests)
    start = round(result.run.started.timestamp() * 1000)
    times = {"start": start, "stop": start + round(result.run.duration_s * 1000)}
    return {"tests": len(tests), **{status: counts[status] for status in _COUNTED}, **times}


def _test(check: CheckResult, instance: Outcome, known: str) -> dict[str, Any]:
    message = one_line(known or instance.reason, 1000)
    return {
        "name": instance.id,
        "status": "skipped" if known else _STATUS[instance.verdict],
        "duration": round(instance.duration_s * 1000),
        "rawStatus": str(instance.verdict),
        "tags": [checkpoint_title(check.checkpoint), str(check.level), *check.requirements],
        **({"message": message} if message else {}),
    }
