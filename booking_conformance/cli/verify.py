"""``verify``: compare a saved report with its own recording, or a certificate with a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from booking_conformance.cli.options import FILE, FOLDER, config_option, configured
from booking_conformance.cli.output.comparisons import show_comparisons, show_unproven

if TYPE_CHECKING:
    from pathlib import Path

_DIFFERS = 1


@click.command(short_help="Compare a report with its recording, or check a certificate.")
@click.argument("what", type=FOLDER, metavar="REPORT|CERTIFICATE")
@click.option("--public-key", type=FILE, metavar="FILE", help="The public key of the certifier, for a certificate.")
@click.option("--report", type=FOLDER, metavar="DIR", help="The report to compare the certificate with.")
@click.option("--live", is_flag=True, help="Also read the Orders feeds of the target again, as --config says.")
@config_option
def verify(what: Path, public_key: Path | None, report: Path | None, live: bool, config: Path | None) -> int:
    """Compare a report with its recording, or a certificate with the key of its issuer.

    A report is judged again and searched for gaps, edits and times that do not fit. Nothing is sent without --live.
    Exits with 0 when everything agrees, with 1 when anything differs.
    """
    if live and not config:
        raise click.UsageError("--live needs --config FILE, with your own credentials for the target.")
    if what.is_dir():
        if public_key or report:
            raise click.UsageError("--public-key and --report belong to a certificate.")
        return _verify_report(what, config if live else None)
    if not what.is_file():
        raise click.UsageError(f"{what} does not exist.")
    if public_key is None:
        raise click.UsageError("A certificate is verified with the public key of its issuer: --public-key FILE.")
    return _verify_certificate(what, public_key, report)


def _verify_report(folder: Path, config: Path | None) -> int:
    from booking_conformance.certify.comparisons.live import compare_live
    from booking_conformance.certify.saved_report import open_report
    from booking_conformance.certify.verification import verify
    from booking_conformance.gc_tuning import collect_rarely

    collect_rarely()
    report = open_report(folder)
    verification = verify(report)
    live = (compare_live(report, configured(config)),) if config else ()
    count = show_comparisons((*verification.comparisons, *live))
    differences = "1 difference" if count == 1 else f"{count} differences"
    click.echo(f"The report does not agree with its recording: {differences}." if count else "The report agrees.")
    show_unproven("a report", verification.unproven)
    return _DIFFERS if count else 0


def _verify_certificate(file: Path, key_file: Path, report: Path | None) -> int:
    from booking_conformance.certify.certificate_check import (
        UNPROVEN,
        compare_report,
        compare_signature,
        read_certificate,
    )
    from booking_conformance.certify.keys import public_key
    from booking_conformance.certify.saved_report import report_document

    certificate, key = read_certificate(file), public_key(key_file)
    comparisons = [compare_signature(certificate, key)]
    if report:
        comparisons.append(compare_report(certificate, report_document(report), report))
    count = show_comparisons(comparisons)
    click.echo("The certificate does not hold." if count else "The certificate holds.")
    show_unproven("a certificate", UNPROVEN)
    return _DIFFERS if count else 0
