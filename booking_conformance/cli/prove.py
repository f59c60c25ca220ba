"""``prove``: that the checks find the faults they are named for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from booking_conformance.cli.options import fault_option, progress, report_option, variant_option

if TYPE_CHECKING:
    from pathlib import Path

    from booking_conformance.prove.proofs import Proof


@click.command(short_help="Show that every fault is caught and every variant passes.")
@fault_option
@variant_option
@click.option("--among-all", is_flag=True, help="Prove each fault in a run of all scenarios, not only of its own.")
@click.option("--rows", is_flag=True, help="List the cited requirements that no fault makes a check blame.")
@report_option
def prove(faults: tuple[str, ...], variants: tuple[str, ...], among_all: bool, rows: bool, report: Path) -> int:
    """Show that every fault of the bundled booking system is caught and every variant passes; by default all."""
    from booking_conformance.embedded.known_faults import refuse_unknown_defects

    refuse_unknown_defects(faults, variants)

    from booking_conformance.prove.prove import prove as prove_suite
    from booking_conformance.runner.report_folder import prepare_report_folder

    proof = prove_suite(faults, variants, prepare_report_folder(report), progress, among_all=among_all)
    codes = [_show_proof(proof), _show_rows(proof) if rows else 0]
    return max(codes)


def _show_rows(proof: Proof) -> int:
    from booking_conformance.prove.rows import unproven_rows

    unproven = unproven_rows(proof)
    for row, reason in unproven.items():
        click.echo(f"{row}: {reason or 'no fault makes a check blame it'}")
    open_rows = [row for row, reason in unproven.items() if reason is None]
    click.echo(f"{len(open_rows)} of the cited requirements are neither proven nor excused")
    return 1 if open_rows else 0


def _show_proof(proof: Proof) -> int:
    missed = [fault.id for fault in proof.faults if not fault.as_it_should]
    unclean = [variant.id for variant in proof.variants if not variant.as_it_should]
    again = [fault.id for fault in proof.faults if fault.first and fault.as_it_should]
    again += [variant.id for variant in proof.variants if variant.first and variant.as_it_should]
    for label, names in (("not caught", missed), ("not clean", unclean), ("only at a second attempt, alone", again)):
        for name in names:
            click.echo(f"{label}: {name}")
    click.echo(
        f"{len(proof.faults) - len(missed)} of {len(proof.faults)} faults caught, "
        f"{len(proof.variants) - len(unclean)} of {len(proof.variants)} variants clean"
    )
    return 1 if missed or unclean else 0
