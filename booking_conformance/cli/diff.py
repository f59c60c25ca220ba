"""``diff``: what two reports differ in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from booking_conformance.cli.options import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from booking_conformance.certify.report_difference import Change, ReportDifference

_NEWLY_BROKEN = 1
_MOST_INSTANCES = 5


@click.command(short_help="Show what broke and what was fixed between two reports.")
@click.argument("before", type=FOLDER)
@click.argument("after", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def diff(before: Path, after: Path, as_json: bool) -> int:
    """Show what broke, what was fixed and what changed between two reports.

    Exits with 1 when a check is broken in AFTER that was not broken in BEFORE, else with 0.
    """
    from booking_conformance.certify.report_difference import Kind, difference
    from booking_conformance.certify.saved_report import report_document
    from booking_conformance.reports.safe_text import printable

    found = difference(report_document(before), report_document(after))
    if as_json:
        click.echo(json.dumps(found.as_json(), indent=2))
    else:
        click.echo("\n".join(map(printable, difference_lines(found))))
    return _NEWLY_BROKEN if found.of(Kind.NEW) else 0


def difference_lines(found: ReportDifference) -> Iterator[str]:
    """Yield what two reports differ in, line by line; the last one counts."""
    from booking_conformance.certify.report_difference import Kind

    for place, (before, after) in found.head.items():
        yield f"{place.removeprefix('/')}: {_shown(before)} → {_shown(after)}"
    for kind in Kind:
        for change in found.of(kind):
            yield from _change_lines(change)
    yield ", ".join(f"{len(found.of(kind))} {kind}" for kind in Kind)


def _shown(value: Any) -> str:
    return "none" if value is None else str(value)


def _change_lines(change: Change) -> Iterator[str]:
    rows = f" ({', '.join(change.requirements)})" if change.requirements else ""
    yield f"{change.kind}: {change.id}: {change.before} → {change.after}{rows}"
    for name, (before, after) in list(change.instances.items())[:_MOST_INSTANCES]:
        if name != change.id:
            yield f"    {name}: {before} → {after}"
    if len(change.instances) > _MOST_INSTANCES:
        yield f"    and {len(change.instances) - _MOST_INSTANCES} more instances"
