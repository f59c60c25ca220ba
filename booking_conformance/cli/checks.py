"""``checks``: all checks there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.check import Check


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def checks(as_json: bool) -> None:
    """List all checks: id, level, feature, scope, requirements, title."""
    from booking_conformance.check.registry import all_checks

    found = all_checks().values()
    click.echo(json.dumps([description(check) for check in found], indent=2) if as_json else _table(list(found)))


def description(check: Check) -> dict[str, Any]:
    """Return what is known of a check before any run."""
    from booking_conformance.check.instances import feature_of, scope_of

    return {
        "id": check.id,
        "level": check.level.value,
        "feature": feature_of(check),
        "scope": scope_of(check).value,
        "requirements": list(check.requirements),
        "title": check.title,
        "description": check.description,
        "checkpoint": check.checkpoint,
        "scenario": check.scenario,
        "calls": list(check.calls),
    }


def _table(found: Sequence[Check]) -> str:
    heading = ("ID", "LEVEL", "FEATURE", "SCOPE", "REQUIREMENTS", "TITLE")
    rows = [heading, *(_row(check) for check in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heading) - 1)]
    lines = ("  ".join([*map(str.ljust, row, widths), row[-1]]) for row in rows)
    return "\n".join([*lines, "", f"{len(found)} checks"])


def _row(check: Check) -> tuple[str, ...]:
    row = description(check)
    return (
        check.id,
        row["level"],
        row["feature"] or "core",
        row["scope"],
        ",".join(check.requirements),
        check.title,
    )
