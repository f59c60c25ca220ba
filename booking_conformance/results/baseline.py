"""Known failures: a text file with one check id per line; ``#`` begins a comment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.errors import UsageError
from booking_conformance.results.verdict import Verdict
from booking_conformance.text_files import text_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from booking_conformance.results.outcome import CheckResult
    from booking_conformance.results.run_result import RunResult

FAILING = frozenset({Verdict.FAIL, Verdict.NOT_TESTABLE})
"""The verdicts that a baseline accounts for."""

_HEAD = "# Checks that are known to fail: run with --baseline. Remove a line when its check holds."


def read_baseline(file: Path) -> frozenset[str]:
    """Return the ids of the checks that are known to fail."""
    try:
        lines = text_of(file.read_bytes()).splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise UsageError(
            f"the baseline {file} cannot be read ({why})",
            "A baseline is a text file with one check id per line.",
        ) from error
    return frozenset(entry for line in lines if (entry := line.partition("#")[0].strip()))


def with_known_failures(result: RunResult, baseline: Collection[str]) -> RunResult:
    """Return a result that says which of its checks fail, or could not be tested, as the baseline says."""
    known = tuple(check.id for check in _failing(result) if check.id in baseline)
    return replace(result, run=replace(result.run, known_failures=known))


def write_baseline(result: RunResult, file: Path) -> None:
    """Write the checks that fail, or could not be tested, as a baseline; UsageError when that cannot be."""
    lines = (f"{check.id}  # {check.verdict}: {' '.join(check.reason.split())}" for check in _failing(result))
    try:
        file.write_text("\n".join([_HEAD, *lines, ""]), encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"the baseline {file} cannot be written ({error.strerror or error})") from error


def _failing(result: RunResult) -> list[CheckResult]:
    failing = (check for check in result.checks if check.verdict in FAILING and result.scope.grants(check.scope))
    return sorted(failing, key=lambda check: check.id)
