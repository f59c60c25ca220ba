"""What GitHub Actions shows of a run: a summary of the step, and an annotation for each failing check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from booking_conformance.reports.grouping import counts, in_order
from booking_conformance.reports.labels import MARKS, headline
from booking_conformance.reports.safe_text import one_line
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.results import CheckResult, RunResult

# GitHub shows ten annotations of a kind for each step.
MOST_ANNOTATIONS = 10
_MOST_ROWS = 50
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#!~])")
_COMMANDS = {Verdict.ERROR: "error", Verdict.FAIL: "error", Verdict.NOT_TESTABLE: "warning"}


def step_summary(result: RunResult) -> str:
    """Return the summary as Markdown."""
    return "\n".join([*_lines(result), ""])


def _lines(result: RunResult) -> Iterator[str]:
    name = _plain(result.target.name or result.target.base_uri or result.target.dataset_site)
    yield f"## Open Booking API: {headline(result.verdict, result.scope)}"
    yield ""
    yield f"{name}. {_plain(result.run.stopped or result.verdict_reason)}"
    yield ""
    found = counts(result.checks)
    yield f"| {' | '.join(f'{MARKS[verdict].sign} {verdict}' for verdict in found)} |"
    yield f"|{'---|' * len(found)}"
    yield f"| {' | '.join(str(count) for count in found.values())} |"
    rows = _broken(result)
    if rows:
        yield from ("", "| check | verdict | reason |", "|---|---|---|")
    for check in rows[:_MOST_ROWS]:
        yield f"| `{check.id}` | {_verdict(check, result)} | {_plain(check.reason)} |"
    if len(rows) > _MOST_ROWS:
        yield f"\n{len(rows) - _MOST_ROWS} more are in the report."


def workflow_commands(result: RunResult) -> list[str]:
    """Return a workflow command for each failing check that is not known, the worst first, as many as are shown."""
    broken = (check for check in _broken(result) if check.id not in result.run.known_failures)
    ranked = sorted(broken, key=lambda check: list(_COMMANDS).index(check.verdict))
    found = [f"::{_COMMANDS[check.verdict]} title={_property(check.id)}::{_data(check.reason)}" for check in ranked]
    return found[:MOST_ANNOTATIONS]


def _broken(result: RunResult) -> list[CheckResult]:
    return [check for check in in_order(result) if check.verdict in _COMMANDS]


def _verdict(check: CheckResult, result: RunResult) -> str:
    known = " (known)" if check.id in result.run.known_failures else ""
    return f"{MARKS[check.verdict].sign} {check.verdict}{known}"


def _plain(text: str) -> str:
    """Return text of the target as plain text of Markdown, on one line."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
