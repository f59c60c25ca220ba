"""``explain``: a check, a requirement or an error type, and all that is known of it."""

from __future__ import annotations

import click


@click.command()
@click.argument("name", metavar="ID")
def explain(name: str) -> None:
    """Show everything about a check, a requirement or an error type."""
    from booking_conformance.cli.output.explanation import explanation

    click.echo(explanation(name))
