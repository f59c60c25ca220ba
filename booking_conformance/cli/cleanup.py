"""``cleanup``: delete what an earlier run left behind."""

from __future__ import annotations

from pathlib import Path

import click

from booking_conformance.cli.options import FILE, configured


@click.command(short_help="Delete what an earlier run booked and could not delete.")
@click.argument("report", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--config", type=FILE, required=True, metavar="FILE", help="The configuration of that run.")
def cleanup(report: Path, config: Path) -> int:
    """Delete what the run that reported into REPORT booked and could not delete."""
    from booking_conformance.errors import UsageError
    from booking_conformance.reports.counted import counted
    from booking_conformance.reports.safe_text import one_line
    from booking_conformance.runner.cleanup import clean_up_from_journal
    from booking_conformance.runner.report_folder import JOURNAL

    if not (report / JOURNAL).is_file():
        raise UsageError(f"{report} contains no {JOURNAL}", "Give the folder that --report named.")
    left = clean_up_from_journal(report, configured(config))
    for thing in left:
        click.echo(f"left behind: {one_line(f'{thing.kind} {thing.id}: {thing.reason}')}")
    click.echo(f"left: {counted(len(left), 'item')}" if left else "Nothing is left.")
    return 1 if left else 0
