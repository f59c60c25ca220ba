"""The summary for a terminal. Plain text where the output is no terminal."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from booking_conformance.reports.causes import causes
from booking_conformance.reports.evidence_text import AS_CURL, again, details, plain, script, specification
from booking_conformance.reports.grouping import beyond, catalogue, counts, in_order, of_verdict
from booking_conformance.reports.labels import MARKS, MEANINGS, TONES, WIDER, headline, is_audit
from booking_conformance.reports.safe_text import one_line
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from booking_conformance.recording import Exchange
    from booking_conformance.reports.causes import Cause
    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.results import CheckResult, Outcome, RunResult

IN_FULL = 15
_BLOCKED_NAMED = 5
_INDENT = 18
_HELD = {Verdict.PASS, Verdict.WARN, Verdict.INFO}
_COLOURS = {
    "error": "bold magenta",
    "fail": "bold red",
    "not-testable": "yellow",
    "warn": "yellow",
    "pass": "green",
    "info": "cyan",
    "good": "bold green",
    "middling": "bold yellow",
    "bad": "bold red",
}


def summary(result: RunResult, recording: Recorded) -> list[str]:
    """Return the summary as plain lines."""
    return [line.plain for line in _lines(result, recording)]


def show_summary(result: RunResult, recording: Recorded, file: IO[str] | None = None) -> None:
    """Print the summary, in colour on a terminal (NO_COLOR is honoured)."""
    console = Console(file=file, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in _lines(result, recording):
        console.print(line)


def _lines(result: RunResult, recording: Recorded) -> Iterator[Text]:
    exchanges = {exchange.id: exchange for exchange in recording.exchanges}
    yield from _broken(result, exchanges)
    yield from _not_judged(result, recording)
    yield from _one_line_each(result, Verdict.WARN)
    yield from _left_behind(result)
    yield from _verdict(result)


def _broken(result: RunResult, exchanges: Mapping[str, Exchange]) -> Iterator[Text]:
    checks = in_order(result)
    rows = [(v, *row) for v in (Verdict.ERROR, Verdict.FAIL) for row in of_verdict(checks, v)]
    for verdict, check, instances in rows[:IN_FULL]:
        yield from _in_full(verdict, check, instances, exchanges)
        if not is_audit(result.verdict):
            yield _row("again", "\n".join(filter(None, [again(check), script(check)])))
    for verdict, check, instances in rows[IN_FULL:]:
        yield _headline(verdict, check, instances)
    if rows:
        yield Text()


def _headline(verdict: Verdict, check: CheckResult, instances: list[Outcome]) -> Text:
    reason = one_line(instances[0].reason)
    text = f"{MARKS[verdict].sign} {verdict} {check.id} ({check.level}): {reason or check.title}"
    return Text(text, _COLOURS.get(verdict, ""))


def _in_full(
    verdict: Verdict, check: CheckResult, instances: list[Outcome], exchanges: Mapping[str, Exchange]
) -> Iterator[Text]:
    yield Text()
    yield _headline(verdict, check, instances)
    yield _row("rule", one_line(plain(check.title)))
    yield _row("specification", "\n".join(specification(check, catalogue())))
    yield _row("instances", ", ".join(one_line(instance.id) for instance in instances))
    evidence = next((e for instance in instances for e in instance.evidence), None)
    if evidence:
        for label, text in details(evidence, exchanges.get(evidence.exchange or "")):
            if label != AS_CURL:
                yield _row(label, text)


def _row(label: str, text: str) -> Text:
    return Text.assemble("    ", (f"{label:<{_INDENT - 4}}", "dim"), text.replace("\n", "\n" + " " * _INDENT))


def _not_judged(result: RunResult, recording: Recorded) -> Iterator[Text]:
    found = causes(result, recording)
    for cause in found:
        yield from _cause(cause)
    if found:
        yield Text()


def _cause(cause: Cause) -> Iterator[Text]:
    sign = MARKS[Verdict.NOT_TESTABLE].sign
    yield Text(f"{sign} not testable: {one_line(cause.text)}", _COLOURS[Verdict.NOT_TESTABLE])
    names = [check.id for check, _ in cause.blocked]
    more = f" and {len(names) - _BLOCKED_NAMED} more" if len(names) > _BLOCKED_NAMED else ""
    yield _row("blocks", ", ".join(names[:_BLOCKED_NAMED]) + more)
    if cause.remedy:
        yield _row("remedy", one_line(cause.remedy))
    if cause.exchanges:
        yield _row("exchange", ", ".join(cause.exchanges[:_BLOCKED_NAMED]))


def _one_line_each(result: RunResult, verdict: Verdict) -> Iterator[Text]:
    rows = of_verdict(in_order(result), verdict)
    for check, instances in rows:
        yield _headline(verdict, check, instances)
    if rows:
        yield Text()


def _left_behind(result: RunResult) -> Iterator[Text]:
    if result.run.left_behind:
        yield Text("Left behind on the target; booking-conformance cleanup tries again:", "bold")
    for left in result.run.left_behind:
        yield Text(f"    {one_line(left.kind)} {one_line(left.id)}: {one_line(left.reason)}")
    if result.run.left_behind:
        yield Text()


def _features(result: RunResult) -> Iterator[Text]:
    declared = [row for row in result.features if row.declared]
    if all(row.verdict is Verdict.NOT_RUN for row in declared):
        return
    held = [row for row in declared if row.verdict in _HELD]
    left_out = [row for row in declared if row.verdict is Verdict.NOT_RUN]
    more = f", {len(left_out)} were not run" if left_out else ""
    yield Text(f"features: {len(held)} of {len(declared)} declared features hold{more}")
    for label, rows in (
        ("not shown to hold", [row for row in declared if row not in held and row not in left_out]),
        ("seen, but not declared", [row for row in result.features if row.seen and not row.declared]),
    ):
        if rows:
            yield Text(f"    {label}: {', '.join(row.id for row in rows)}")


def _beyond(result: RunResult) -> Iterator[Text]:
    for remedy, checks in beyond(result.checks).items():
        sign = MARKS[Verdict.NOT_RUN].sign
        yield Text(
            f"{sign} {len(checks)} checks are outside what this configuration can show. {one_line(remedy)}", "dim"
        )


def _verdict(result: RunResult) -> Iterator[Text]:
    listed = ", ".join(f"{count} {verdict}" for verdict, count in counts(result.checks).items())
    yield Text(f"{len(result.checks)} checks: {listed or 'none'}")
    bookings = "" if is_audit(result.verdict) else f"{result.run.bookings} bookings, "
    yield Text(
        f"{one_line(result.target.name or result.target.base_uri)}: {result.run.exchanges} exchanges, "
        f"{bookings}{result.run.duration_s:.1f} s"
    )
    yield from _features(result)
    if known := result.run.known_failures:
        yield Text(f"{len(known)} known {'failure' if len(known) == 1 else 'failures'}: {', '.join(known)}")
    if result.run.stopped:
        yield Text(f"The run was stopped: {one_line(result.run.stopped)}", "bold")
    tone = _COLOURS[TONES.get(result.verdict, "middling")]
    yield Text(headline(result.verdict, result.scope), tone)
    yield Text(one_line(result.verdict_reason or MEANINGS.get(result.verdict, ""), 1000))
    yield from _beyond(result)
    if not is_audit(result.verdict):
        yield Text(WIDER[result.scope], "dim")
