"""``explain``: all that is known of a check, a requirement, or anything else that has an id."""

from __future__ import annotations

import click


@click.command(short_help="Explain a check, requirement, error type, feature or fault.")
@click.argument("name", metavar="ID")
def explain(name: str) -> None:
    """Show everything about a check, a checkpoint, a requirement, an error type, a feature, a fault or a variant."""
    from booking_conformance.cli.output.explanation import explanation

    click.echo(explanation(name))
