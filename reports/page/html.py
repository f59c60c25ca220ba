"""``index.html``: one file for people. The templates hold the page, this module what they ask for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from booking_conformance.reports import grouping
from booking_conformance.reports.common_cause import failure_groups
from booking_conformance.reports.evidence_text import again, script
from booking_conformance.reports.page import labels
from booking_conformance.reports.page.compiled_templates import CompiledTemplates
from booking_conformance.reports.page.exchange_index import ExchangeIndex
from booking_conformance.reports.page.history import page_history
from booking_conformance.reports.rows import row_counts, row_results
from booking_conformance.reports.safe_text import http_url, one_line, printable
from booking_conformance.reports.terminal.causes import causes
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from booking_conformance.recording import Exchange
    from booking_conformance.reports.grouping import Catalogue, Recorded
    from booking_conformance.results import CheckResult, Outcome, RunResult

REQUIREMENTS_SHOWN = 5
_TEMPLATES = Path(__file__).parents[1] / "templates"
_CODE = re.compile(r"(`{1,2})([^`]+)\1")
_FINDINGS = (
    ("errors", Verdict.ERROR, "Internal errors in the suite"),
    ("failures", Verdict.FAIL, "Failures"),
)
_REMARKS = (
    ("warnings", Verdict.WARN, "Warnings: SHOULD rules not followed"),
    ("information", Verdict.INFO, "For information"),
)


def page(result: RunResult, recording: Recorded, rows: Catalogue) -> bytes:
    """Return index.html, as UTF-8: one file with styles and everything that it shows."""
    checks = grouping.in_order(result)
    exchanges = {exchange.id: exchange for exchange in recording.exchanges}
    found = row_results(result, rows)
    text = template("index.html.j2").render(
        result=result,
        rows=rows,
        row_results=found,
        row_totals=row_counts(found),
        shelf=ExchangeIndex(recording.exchanges),
        findings=_findings(checks, exchanges),
        remarks=_sections(_REMARKS, checks),
        causes=causes(result, recording),
        failed_on=_failed_on(checks),
        checkpoints=grouping.by_checkpoint(result),
        totals=grouping.counts(checks),
        beyond=grouping.beyond(result.checks),
        history=page_history(result),
        words=labels,
    )
    return text.encode("utf-8", "replace")


def _findings(checks: list[CheckResult], exchanges: Mapping[str, Exchange]) -> list[dict[str, Any]]:
    """Return the sections of what went wrong, with failures of perhaps one cause in groups."""
    sections = _sections(_FINDINGS, checks)
    return [{**section, "groups": failure_groups(section["rows"], exchanges)} for section in sections]


def _sections(table: Iterable[tuple[str, Verdict, str]], checks: list[CheckResult]) -> list[dict[str, Any]]:
    """Return the sections that have something to show."""
    sections = [
        {"anchor": anchor, "verdict": str(verdict), "title": title, "rows": grouping.of_verdict(checks, verdict)}
        for anchor, verdict, title in table
    ]
    return [section for section in sections if section["rows"]]


def _failed_on(checks: list[CheckResult]) -> dict[str, list[CheckResult]]:
    """Return the failed checks by the exchanges that show their failure."""
    found: dict[str, list[CheckResult]] = {}
    for check, instances in grouping.of_verdict(checks, Verdict.FAIL):
        for identifier in {e.exchange for i in instances for e in i.evidence if e.exchange}:
            found.setdefault(identifier, []).append(check)
    return found


def template(name: str) -> Template:
    """Return a template of a page, by its file."""
    return _environment().get_template(name)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
        bytecode_cache=CompiledTemplates(_TEMPLATES, Path(__file__)),
    )
    environment.filters.update(
        prose=prose,
        between_tags=between_tags,
        paragraphs=paragraphs,
        http_url=http_url,
        one_line=one_line,
        again=again,
        script=script,
        shown_in=_shown_in,
        broken_first=_broken_first,
        alike=grouping.alike,
        labelled=grouping.label_of,
        counts=grouping.counts,
        worth=_worth,
    )
    return environment


def _shown_in(instances: Iterable[Outcome]) -> str:
    """Return the first exchange that evidence names, "" when none does."""
    named = (evidence.exchange for instance in instances for evidence in instance.evidence if evidence.exchange)
    return next(named, "")


def _broken_first(check: CheckResult, instances: Iterable[Outcome]) -> tuple[list[str], list[str]]:
    """Return the requirements of a check that are to be shown, and those to be folded away where it cites many."""
    broken = {row for instance in instances for evidence in instance.evidence for row in evidence.requirements}
    first = [row for row in check.requirements if row in broken]
    if len(check.requirements) <= REQUIREMENTS_SHOWN or not first:
        return list(check.requirements), []
    return first, [row for row in check.requirements if row not in broken]


def _harmless(value: object) -> object:
    """Free every text of control characters on its way into the page; escaping follows."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def prose(text: str) -> Markup:
    """Return text escaped, with ``literals``, in one backtick or two, as code."""
    return Markup(_CODE.sub(r"<code>\2</code>", str(escape(printable(text)))))  # noqa: S704 - escaped just here


def between_tags(text: str) -> Markup:
    """Return text escaped for the content of an element: there quotes, of which JSON is full, may stand as they are."""
    escaped = str(escape(printable(text)))
    return Markup(escaped.replace("&#34;", '"').replace("&#39;", "'"))  # noqa: S704 - escaped just here


def paragraphs(description: str) -> list[str]:
    """Return the paragraphs of a docstring below its first line."""
    below = description.partition("\n")[2]
    return [" ".join(part.split()) for part in below.split("\n\n") if part.strip()]


def _worth(value: object) -> str:
    """Return a setting for a person to read."""
    if isinstance(value, list | tuple | set):
        return ", ".join(str(member) for member in value) or "none"
    return "none" if value is None else str(value)
