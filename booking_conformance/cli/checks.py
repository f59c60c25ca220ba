"""``checks``: all checks there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from booking_conformance.cli.output.columns import titled
from booking_conformance.results import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.check import Check


@click.command(short_help="List the checks: id, level and title.")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def checks(words: tuple[str, ...], as_json: bool) -> None:
    """List the checks, or those that WORDs name: id, level and title.

    A WORD is a check id, a checkpoint, a feature or a requirement id, as for `run --only`, or else any text in an id or
    a title. `explain` shows what else is known of a check, and --json everything of all.
    """
    from booking_conformance.check.planning.selection import find
    from booking_conformance.check.registry import all_checks

    chosen = find(all_checks(), words)
    found = [check for check in all_checks().values() if check.id in chosen]
    click.echo(json.dumps([description(check) for check in found], indent=2) if as_json else _table(found))


def description(check: Check) -> dict[str, Any]:
    """Return what is known of a check before any run."""
    from booking_conformance.check.planning.instances import feature_of, scope_of

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
    from booking_conformance.reports.counted import counted

    columns = [max(len(check.id) for check in found), max(len(level) for level in Level)]
    rows = [titled(["ID", "LEVEL"], "TITLE", columns), *(titled([c.id, c.level], c.title, columns) for c in found)]
    return "\n".join([*(line for row in rows for line in row), "", counted(len(found), "check")])
