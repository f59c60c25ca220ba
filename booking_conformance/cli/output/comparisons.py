"""How comparisons are printed: a line each, the differences below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from booking_conformance.certify.comparisons.comparison import Comparison

_MOST = 30


def show_comparisons(comparisons: Sequence[Comparison]) -> int:
    """Print what was compared and what differs, and return how many differences there are."""
    from booking_conformance.reports.safe_text import one_line

    for comparison in comparisons:
        differing = len(comparison.discrepancies)
        click.echo(f"{f'{differing} differ' if differing else 'agrees':>10}  {one_line(comparison.compared)}")
        for discrepancy in comparison.discrepancies[:_MOST]:
            click.echo(f"{'':>10}  - {one_line(discrepancy)}")
        if differing > _MOST:
            click.echo(f"{'':>10}  - and {differing - _MOST} more")
    return sum(len(comparison.discrepancies) for comparison in comparisons)


def show_unproven(what: str, unproven: Iterable[str]) -> None:
    """Print what a report or a certificate cannot prove."""
    click.echo(f"What {what} cannot prove:")
    for line in unproven:
        click.echo(f"  - {line}")
