"""What GitHub Actions shows of a run: a summary of the step, and an annotation for each failing check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.reports.common_cause import failure_groups
from booking_conformance.reports.grouping import counts, in_order, of_verdict
from booking_conformance.reports.page.labels import MARKS, headline
from booking_conformance.reports.safe_text import markdown, one_line
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.reports.common_cause import FailureGroup
    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.results import CheckResult, RunResult

# GitHub shows ten annotations of a kind for each step.
MOST_ANNOTATIONS = 10
_MOST_ROWS = 50
_COMMANDS = {Verdict.ERROR: "error", Verdict.FAIL: "error", Verdict.NOT_TESTABLE: "warning"}


def step_summary(result: RunResult, recording: Recorded) -> str:
    """Return the summary as Markdown."""
    return "\n".join([*_lines(result, recording), ""])


def _lines(result: RunResult, recording: Recorded) -> Iterator[str]:
    name = markdown(result.target.title)
    yield f"## Open Booking API: {headline(result.verdict, result.scope)}"
    yield ""
    yield f"{name}. {markdown(result.run.stopped or result.verdict_reason)}"
    yield ""
    found = counts(result.checks)
    yield f"| {' | '.join(f'{MARKS[verdict].sign} {verdict}' for verdict in found)} |"
    yield f"|{'---|' * len(found)}"
    yield f"| {' | '.join(str(count) for count in found.values())} |"
    groups = _groups(in_order(result), recording)
    if groups:
        yield from ("", "| check | verdict | reason |", "|---|---|---|")
    for group in groups[:_MOST_ROWS]:
        check, others = group.first[0], ", ".join(f"`{other.id}`" for other, _ in group.others)
        more = f"<br>Possibly the same cause ({markdown(group.text)}): {others}" if others else ""
        yield f"| `{check.id}` | {_verdict(check, result)} | {markdown(check.reason)}{more} |"
    if len(groups) > _MOST_ROWS:
        yield f"\n{len(groups) - _MOST_ROWS} more are in the report."


def workflow_commands(result: RunResult, recording: Recorded) -> list[str]:
    """Return a workflow command for each group of unknown failures, the worst first, as many as are shown."""
    unknown = [check for check in in_order(result) if check.id not in result.run.known_failures]
    return [_command(group) for group in _groups(unknown, recording)][:MOST_ANNOTATIONS]


def _command(group: FailureGroup) -> str:
    check, others = group.first[0], ", ".join(other.id for other, _ in group.others)
    more = f" Possibly the same cause: {others}." if others else ""
    return f"::{_COMMANDS[check.verdict]} title={_property(check.id)}::{_data(check.reason + more)}"


def _groups(checks: list[CheckResult], recording: Recorded) -> list[FailureGroup]:
    exchanges = {exchange.id: exchange for exchange in recording.exchanges}
    failing = ([row for row in of_verdict(checks, verdict) if row[0].verdict is verdict] for verdict in _COMMANDS)
    return [group for rows in failing for group in failure_groups(rows, exchanges)]


def _verdict(check: CheckResult, result: RunResult) -> str:
    known = " (known)" if check.id in result.run.known_failures else ""
    return f"{MARKS[check.verdict].sign} {check.verdict}{known}"


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
