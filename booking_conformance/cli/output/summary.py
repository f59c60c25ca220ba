"""What ``run`` makes of its result: the report, what it prints after the verdict, and the exit code."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Collection

    from booking_conformance.config.loading import Loaded
    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.results import RunResult
    from booking_conformance.results.exit_code import ExitStatus
    from booking_conformance.runner.run import Finished, RunOptions

_MOST_REASONS = 3


@dataclass(frozen=True)
class Judging:
    """What is asked of the result: only a plan, or an exit code with known failures and warnings counted so.

    ``since`` is the report.json of an earlier run, to compare with. ``verbosity`` is below 0 for the verdict alone,
    above 0 for every failure in full.
    """

    plan: bool
    baseline: Path | None
    write_baseline: Path | None
    fail_on_warn: bool
    since: dict[str, Any] | None = None
    verbosity: int = 0


def written(finished: Finished, settings: Loaded, options: RunOptions) -> None:
    """Write the report. After that there is nothing to resume, unless the run ended early."""
    from booking_conformance.check.planning.selection import select
    from booking_conformance.check.registry import all_checks
    from booking_conformance.recording.recording_log import RECORDING_LOG
    from booking_conformance.reports.writers import write_reports
    from booking_conformance.runner.report_folder import ALLURE

    result, selected = finished.result, select(all_checks(), options.only)
    told = settings.configuration.model_dump(mode="json")
    write_reports(
        result,
        finished.recording,
        options.report,
        configuration=told,
        selected=selected,
        variables=settings.variables,
        allure=options.report / ALLURE if options.allure else None,
    )
    if not result.run.interrupted and finished.failure is None:
        (options.report / RECORDING_LOG).unlink(missing_ok=True)


def reported(finished: Finished, options: RunOptions, judging: Judging, known: frozenset[str]) -> int:
    """Print the report and return the exit code; what kept the run from its target is raised after that."""
    from booking_conformance.certify.comparisons.chain import head_of
    from booking_conformance.check.planning.selection import select
    from booking_conformance.check.registry import all_checks
    from booking_conformance.reports.terminal.terminal import show_summary
    from booking_conformance.results.baseline import write_baseline
    from booking_conformance.results.exit_code import exit_status

    result, selected = finished.result, select(all_checks(), options.only)
    show_in_workflow(result, finished.recording)
    if finished.failure:
        click.echo(f"report: {options.report / 'index.html'}")
        raise finished.failure
    show_summary(result, finished.recording, verbosity=judging.verbosity, report=options.report)
    if judging.write_baseline:
        write_baseline(result, judging.write_baseline)
    status = exit_status(result, selected=selected, baseline=known, fail_on_warn=judging.fail_on_warn)
    click.echo(ending(result, selected, status, options.report))
    if finished.examples:
        acted = ", ".join(finished.examples)
        click.echo(f"exchange checks were judged only on {acted} and the scenarios of other checks")
    if judging.since:
        show_since(judging.since, result, options.report)
    if options.witness:
        click.echo(f"witness: {head_of(options.report)}")
    return status.code


def ending(result: RunResult, selected: Collection[str], status: ExitStatus, report: Path) -> str:
    """Return what is said after the verdict: selection, retries, generated messages, the report, the exit code."""
    from booking_conformance.reports.counted import counted

    of, lines = result.run.selection["of"], []
    if len(selected) < of:
        lines.append(f"selection of {len(selected)} of {of} checks")
    if result.run.retries:
        lines.append(f"{counted(result.run.retries, 'retry', 'retries')} after temporary errors of the target")
    if result.run.generated:
        lines.append(f"{sum(result.run.generated.values())} messages generated from seed {result.run.seed}")
    lines.append(f"report: {report / 'index.html'}")
    if status.code:
        more = len(status.reasons) - _MOST_REASONS
        reasons = [*status.reasons[:_MOST_REASONS], *([f"and {more} more"] if more > 0 else [])]
        lines.append(f"exit code {status.code}: {'; '.join(reasons)}")
    return "\n".join(lines)


def show_since(before: dict[str, Any], result: RunResult, report: Path) -> None:
    """Print what became of the checks since an earlier report, given as report.json."""
    from booking_conformance.certify.report_difference import difference_of_selection
    from booking_conformance.certify.saved_report import report_document
    from booking_conformance.cli.diff import difference_lines
    from booking_conformance.reports.page.history import page_history
    from booking_conformance.reports.safe_text import printable

    *changes, _ = difference_lines(difference_of_selection(before, report_document(report)))
    for line in changes:
        click.echo(printable(line))
    if history := page_history(result):
        click.echo(history.headline)


def show_in_workflow(result: RunResult, recording: Recorded) -> None:
    """Let GitHub Actions show the result where it runs this: annotations, and the summary of the step."""
    from booking_conformance.reports.github import step_summary, workflow_commands

    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    for line in workflow_commands(result, recording):
        click.echo(line)
    if name := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with Path(name).open("a", encoding="utf-8", errors="replace") as file:
                file.write(step_summary(result, recording))
        except OSError as error:
            # In a container the variable may be there, and the file not.
            click.echo(f"Warning: the step summary {name} cannot be written ({error.strerror or error})", err=True)
