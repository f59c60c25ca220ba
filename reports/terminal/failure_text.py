"""A failed check for a terminal: four lines, or all that is known of it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from rich.text import Text

from booking_conformance.reports.evidence_text import AS_CURL, again, details, plain, script, specification
from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.page.labels import MARKS
from booking_conformance.reports.safe_text import one_line
from booking_conformance.reports.terminal.line import Line, labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from booking_conformance.recording import Exchange
    from booking_conformance.reports.common_cause import FailureGroup
    from booking_conformance.results import CheckResult, Evidence, Outcome, Verdict

COLOURS = {
    "error": "bold magenta",
    "fail": "bold red",
    "not-testable": "yellow",
    "warn": "yellow",
    "pass": "green",
    "info": "cyan",
}
_SHORT = 80
_INDENT = " " * 4


def title_line(verdict: Verdict, check: CheckResult, instances: list[Outcome], *, cut: bool = True) -> Line:
    """Return the line that names a check, its verdict and the first reason for it."""
    reason = one_line(instances[0].reason)
    text = f"{MARKS[verdict].sign} {verdict} {check.id} ({check.level}): {reason or check.title}"
    return Line(Text(text, COLOURS.get(verdict, "")), cut=cut)


def in_short(
    verdict: Verdict,
    check: CheckResult,
    instances: list[Outcome],
    exchanges: Mapping[str, Exchange],
    report: Path | None,
) -> Iterator[Line]:
    """Yield at most four lines: what failed, the difference, the exchange, and how to see it again.

    The ``report`` folder has a script that acts it again; without one, as of traffic that others recorded, nothing can.
    """
    yield title_line(verdict, check, instances)
    evidence = _first(instances)
    if evidence:
        exchange = exchanges.get(evidence.exchange or "")
        found = (
            ", ".join(_difference(evidence)),
            _seen_in(evidence, exchange, len(instances)),
            _broken(evidence, exchange),
        )
        yield from (Line(Text(_INDENT + text), cut=True) for text in found if text)
    if report:
        ways = [way for way in (_script_command(check, report), f"run --only {check.id}") if way]
        # Never cut: it is to be copied.
        yield Line(Text(f"{_INDENT}reproduce: {', or '.join(ways)}", "dim"), len(_INDENT))


def in_full(
    verdict: Verdict,
    check: CheckResult,
    instances: list[Outcome],
    exchanges: Mapping[str, Exchange],
    report: Path | None,
) -> Iterator[Line]:
    """Yield everything: the rule, its requirements, the instances, the first evidence."""
    yield title_line(verdict, check, instances, cut=False)
    yield labelled("rule", one_line(plain(check.title)))
    yield from (labelled("specification", text) for text in specification(check, catalogue()))
    yield labelled("instances", ", ".join(one_line(instance.id) for instance in instances))
    if evidence := _first(instances):
        for label, text in details(evidence, exchanges.get(evidence.exchange or "")):
            if label != AS_CURL:
                yield labelled(label, text)
    if report:
        yield from (labelled("reproduce", text) for text in (again(check), _script_command(check, report)) if text)


def others_line(group: FailureGroup) -> Line:
    """Return the line that names the failures which have something in common with one shown above."""
    names = ", ".join(check.id for check, _ in group.others)
    count = len(group.others)
    failures = "1 more failure" if count == 1 else f"{count} more failures"
    return Line(
        Text(f"{_INDENT}{failures} with possibly the same cause ({one_line(group.text, _SHORT)}): {names}"), cut=True
    )


def _script_command(check: CheckResult, report: Path) -> str:
    file = script(check)
    return f"sh {shlex.quote(str(report / file))}" if file else ""


def _first(instances: list[Outcome]) -> Evidence | None:
    return next((evidence for instance in instances for evidence in instance.evidence), None)


def _difference(evidence: Evidence) -> Iterator[str]:
    if evidence.expected:
        yield f"expected {one_line(evidence.expected, _SHORT)}"
    if evidence.got:
        yield f"got {one_line(evidence.got, _SHORT)}"
    if evidence.pointer:
        yield f"at {one_line(evidence.pointer, _SHORT)}"


def _broken(evidence: Evidence, exchange: Exchange | None) -> str:
    """Return the requirements that traffic of others breaks: nobody can run a check again to be told."""
    rows = ", ".join(evidence.requirements)
    return f"requirement {one_line(rows, _SHORT)}" if rows and exchange and exchange.place else ""


def _seen_in(evidence: Evidence, exchange: Exchange | None, count: int) -> str:
    more = f" (and in {count - 1} more instances)" if count > 2 else " (and in 1 more instance)" if count > 1 else ""
    if exchange:
        return f"{exchange.id}{more} {one_line(exchange.summary.removeprefix(': '), 240)}"
    return f"{evidence.exchange}{more}" if evidence.exchange else more.strip(" ()")
