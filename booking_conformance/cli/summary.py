"""What ``run`` prints after the verdict: what was selected, where the report is, and what the exit code comes from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Collection

    from booking_conformance.results import RunResult
    from booking_conformance.results.exit_code import ExitStatus

_MOST_REASONS = 10


def ending(result: RunResult, selected: Collection[str], status: ExitStatus, report: Path) -> str:
    """Return the lines as text."""
    lines = [f"selection of {len(selected)} of {result.run.selection['of']} checks", f"report: {report / 'index.html'}"]
    if result.run.generated:
        total = sum(result.run.generated.values())
        lines.insert(1, f"{total} messages generated from seed {result.run.seed}")
    if result.run.retries:
        lines.insert(1, f"{result.run.retries} requests were retried after temporary errors of the target")
    if status.code:
        more = ["..."] if len(status.reasons) > _MOST_REASONS else []
        lines.append(f"exit code {status.code}: " + "; ".join([*status.reasons[:_MOST_REASONS], *more]))
    return "\n".join(lines)


def show_in_workflow(result: RunResult) -> None:
    """Let GitHub Actions show the result where it runs this: annotations, and the summary of the step."""
    from booking_conformance.reports.github import step_summary, workflow_commands

    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    for line in workflow_commands(result):
        click.echo(line)
    if name := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(name).open("a", encoding="utf-8", errors="replace") as file:
            file.write(step_summary(result))
