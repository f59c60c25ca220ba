"""``verify``: compare a saved report with its own recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from booking_conformance.cli.options import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from booking_conformance.certify.verification import Verification

_MOST = 30


@click.command()
@click.argument("report", type=FOLDER)
def verify(report: Path) -> int:
    """Compare a report with its recording: judge it again and look for gaps, edits and times that do not fit.

    Nothing is sent. Exits with 0 when everything agrees, with 1 when anything differs.
    """
    from booking_conformance.certify.saved_report import open_report
    from booking_conformance.certify.verification import verify as verify_report
    from booking_conformance.gc_tuning import collect_rarely

    collect_rarely()
    verification = verify_report(open_report(report))
    _show(verification)
    return 1 if verification.discrepancies else 0


def _show(verification: Verification) -> None:
    from booking_conformance.certify.verification import UNPROVEN
    from booking_conformance.reports.safe_text import one_line

    for comparison in verification.comparisons:
        differing = len(comparison.discrepancies)
        click.echo(f"{f'{differing} differ' if differing else 'agrees':>10}  {comparison.compared}")
        for discrepancy in comparison.discrepancies[:_MOST]:
            click.echo(f"{'':>10}  - {one_line(discrepancy)}")
        if differing > _MOST:
            click.echo(f"{'':>10}  - and {differing - _MOST} more")
    count = len(verification.discrepancies)
    click.echo(f"The report does not agree with its recording: {count} differences." if count else "The report agrees.")
    click.echo("What a report cannot prove:")
    for unproven in UNPROVEN:
        click.echo(f"  - {unproven}")
