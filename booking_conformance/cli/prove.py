"""``prove``: that the checks find the faults they are named for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from booking_conformance.cli.options import fault_option, progress, report_option, variant_option

if TYPE_CHECKING:
    from pathlib import Path

    from booking_conformance.prove.prove import Proof


@click.command()
@fault_option
@variant_option
@report_option
def prove(faults: tuple[str, ...], variants: tuple[str, ...], report: Path) -> int:
    """Show that every fault of the embedded booking system is caught and every variant passes; by default all."""
    from booking_conformance.embedded.known_faults import refuse_unknown_defects

    refuse_unknown_defects(faults, variants)

    from booking_conformance.prove.prove import prove as prove_suite
    from booking_conformance.runner.report_folder import prepare_report_folder

    return _told(prove_suite(faults, variants, prepare_report_folder(report), progress))


def _told(proof: Proof) -> int:
    missed = [fault.id for fault in proof.faults if not fault.caught]
    unclean = [variant.id for variant in proof.variants if variant.failed]
    for name in missed:
        click.echo(f"not caught: {name}")
    for name in unclean:
        click.echo(f"not clean: {name}")
    click.echo(
        f"{len(proof.faults) - len(missed)} of {len(proof.faults)} faults caught, "
        f"{len(proof.variants) - len(unclean)} of {len(proof.variants)} variants clean"
    )
    return 1 if missed or unclean else 0
