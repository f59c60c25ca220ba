"""The summary for a terminal. Plain text, of any width, where the output is no terminal."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from booking_conformance.reports.common_cause import failure_groups
from booking_conformance.reports.counted import counted
from booking_conformance.reports.grouping import beyond, counts, in_order, of_verdict
from booking_conformance.reports.page.labels import MARKS, MEANINGS, TONES, WIDER, headline, is_audit
from booking_conformance.reports.safe_text import one_line
from booking_conformance.reports.terminal.causes import causes
from booking_conformance.reports.terminal.failure_text import COLOURS, in_full, in_short, others_line, title_line
from booking_conformance.reports.terminal.line import Line, labelled
from booking_conformance.results import Scope, Verdict
from booking_conformance.results.run_verdict import HELD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from booking_conformance.recording import Exchange
    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.reports.terminal.causes import Cause
    from booking_conformance.results import RunResult

SHOWN = 15
_BLOCKED_NAMED = 5
_OF_TONE = {"good": "bold green", "middling": "bold yellow", "bad": "bold red"}


def summary(result: RunResult, recording: Recorded, verbosity: int = 0, *, report: Path | None = None) -> list[str]:
    """Return the summary as plain lines: below ``verbosity`` 0 the verdict alone, above it every failure in full.

    ``report`` is the folder whose scripts act failures again, where they can be acted at all.
    """
    return [line.text.plain for line in _lines(result, recording, verbosity, report)]


def show_summary(
    result: RunResult,
    recording: Recorded,
    file: IO[str] | None = None,
    verbosity: int = 0,
    *,
    report: Path | None = None,
) -> None:
    """Print the summary: in colour and to its width on a terminal (NO_COLOR is honoured), else as plain lines."""
    console = Console(file=file, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in _lines(result, recording, verbosity, report):
        for text in line.fitted(console) if console.is_terminal else (line.text,):
            console.print(text)


def _lines(result: RunResult, recording: Recorded, verbosity: int, report: Path | None) -> Iterator[Line]:
    if verbosity < 0:
        yield from _verdict(result)
        return
    exchanges = {exchange.id: exchange for exchange in recording.exchanges}
    yield from _broken(result, exchanges, report, whole=verbosity > 0)
    yield from _not_judged(result, recording)
    yield from _one_line_each(result, Verdict.WARN)
    yield from _left_behind(result)
    yield from _counts(result)
    yield from _verdict(result)


def _broken(
    result: RunResult, exchanges: Mapping[str, Exchange], report: Path | None, *, whole: bool
) -> Iterator[Line]:
    checks, worst = in_order(result), (Verdict.ERROR, Verdict.FAIL)
    groups = [(v, group) for v in worst for group in failure_groups(of_verdict(checks, v), exchanges)]
    shown = len(groups) if whole else SHOWN
    for verdict, group in groups[:shown]:
        for failure in group.failures if whole else (group.first,):
            in_lines = in_full if whole else in_short
            yield from in_lines(verdict, *failure, exchanges, report)
        if group.others:
            yield others_line(group)
        yield Line(Text())
    if groups[shown:]:
        yield from (title_line(v, *failure) for v, group in groups[shown:] for failure in group.failures)
        yield Line(Text())


def _not_judged(result: RunResult, recording: Recorded) -> Iterator[Line]:
    found = causes(result, recording)
    for cause in found:
        yield from _cause(cause)
    if found:
        yield Line(Text())


def _cause(cause: Cause) -> Iterator[Line]:
    sign = MARKS[Verdict.NOT_TESTABLE].sign
    yield Line(Text(f"{sign} not testable: {one_line(cause.text)}", COLOURS[Verdict.NOT_TESTABLE]), 2)
    names = [check.id for check, _ in cause.blocked]
    more = f" and {len(names) - _BLOCKED_NAMED} more" if len(names) > _BLOCKED_NAMED else ""
    yield labelled("blocks", ", ".join(names[:_BLOCKED_NAMED]) + more)
    if cause.remedy:
        yield labelled("remedy", one_line(cause.remedy))
    if cause.exchanges:
        yield labelled("exchange", ", ".join(cause.exchanges[:_BLOCKED_NAMED]))


def _one_line_each(result: RunResult, verdict: Verdict) -> Iterator[Line]:
    rows = of_verdict(in_order(result), verdict)
    for check, instances in rows:
        yield title_line(verdict, check, instances)
    if rows:
        yield Line(Text())


def _left_behind(result: RunResult) -> Iterator[Line]:
    if result.run.left_behind:
        yield Line(Text("Left behind on the target; booking-conformance cleanup tries again:", "bold"))
    for left in result.run.left_behind:
        yield Line(Text(f"    {one_line(left.kind)} {one_line(left.id)}: {one_line(left.reason)}"), 6)
    if result.run.left_behind:
        yield Line(Text())


def _features(result: RunResult) -> Iterator[Line]:
    declared = [row for row in result.features if row.declared]
    if all(row.verdict is Verdict.NOT_RUN for row in declared):
        return
    held = [row for row in declared if row.verdict in HELD]
    left_out = [row for row in declared if row.verdict is Verdict.NOT_RUN]
    more = f", {len(left_out)} were not run" if left_out else ""
    yield Line(Text(f"features: {len(held)} of {len(declared)} declared features hold{more}"))
    for label, rows in (
        ("not shown to hold", [row for row in declared if row not in held and row not in left_out]),
        ("seen, but not declared", [row for row in result.features if row.seen and not row.declared]),
    ):
        if rows:
            yield Line(Text(f"    {label}: {', '.join(row.id for row in rows)}"), 6)


def _beyond(result: RunResult) -> Iterator[Line]:
    for remedy, checks in beyond(result.checks).items():
        sign = MARKS[Verdict.NOT_RUN].sign
        they_are = f"{counted(len(checks), 'check')} {'is' if len(checks) == 1 else 'are'}"
        text = f"{sign} {they_are} outside what this configuration can show. {one_line(remedy)}"
        yield Line(Text(text, "dim"), 2)


def _counts(result: RunResult) -> Iterator[Line]:
    listed = ", ".join(f"{count} {verdict}" for verdict, count in counts(result.checks).items())
    yield Line(Text(f"{counted(len(result.checks), 'check')}: {listed or 'none'}"))
    bookings = "" if is_audit(result.verdict) else f"{counted(result.run.bookings, 'booking')}, "
    target = one_line(result.target.title)
    yield Line(Text(f"{target}: {counted(result.run.exchanges, 'exchange')}, {bookings}{result.run.duration_s:.1f} s"))
    yield from _features(result)
    if known := result.run.known_failures:
        yield Line(Text(f"{counted(len(known), 'known failure')}: {', '.join(known)}"), 2)


def _verdict(result: RunResult) -> Iterator[Line]:
    if result.run.stopped:
        yield Line(Text(f"The run was stopped: {one_line(result.run.stopped)}", "bold"))
    yield Line(Text(headline(result.verdict, result.scope), _OF_TONE[TONES.get(result.verdict, "middling")]))
    yield Line(Text(one_line(result.verdict_reason or MEANINGS.get(result.verdict, ""), 1000)))
    yield from _beyond(result)
    if result.scope is not Scope.FULL and not is_audit(result.verdict):
        yield Line(Text(WIDER[result.scope], "dim"))
