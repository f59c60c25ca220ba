"""``certify``: sign what a report shows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from booking_conformance.cli.options import FILE, FOLDER

if TYPE_CHECKING:
    from pathlib import Path

_REFUSED = 1


@click.command(short_help="Sign a certificate of a report that agrees with its recording.")
@click.argument("report", type=FOLDER, required=False)
@click.option("--key", type=FILE, metavar="FILE", help="Your private key (Ed25519, PEM).")
@click.option("--new-key", type=FILE, metavar="FILE", help="Make a key pair: FILE, for you only, and FILE.pub.")
@click.option("--issuer", default="", metavar="NAME", help="Your name, as the certificate states it.")
@click.option(
    "-o", "--output", type=FILE, metavar="FILE", help="Where to write it. [default: REPORT/certificate.jsonld]"
)
def certify(report: Path | None, key: Path | None, new_key: Path | None, issuer: str, output: Path | None) -> int:
    """Verify a report and sign a certificate of it, or make the key to sign with.

    The report must agree with its recording (see `verify`) and be conformant or partial.
    """
    if new_key and not (report or key):
        return _make_key(new_key)
    if not (report and key) or new_key:
        raise click.UsageError("Give REPORT and --key FILE, or --new-key FILE alone.")
    return _certify(report, key, issuer, output)


def _make_key(file: Path) -> int:
    from booking_conformance.certify.keys import did_of, make_key, public_key

    public = make_key(file)
    click.echo(f"private key: {file} (keep it to yourself)")
    click.echo(f"public key: {public} ({did_of(public_key(public))})")
    return 0


def _certify(report: Path, key: Path, issuer: str, output: Path | None) -> int:
    from booking_conformance.certify.certificate import certificate
    from booking_conformance.certify.keys import private_key
    from booking_conformance.certify.saved_report import open_report
    from booking_conformance.certify.verification import verify
    from booking_conformance.cli.output.comparisons import show_comparisons
    from booking_conformance.gc_tuning import collect_rarely
    from booking_conformance.reports.page.certificate import certificate_page
    from booking_conformance.runner.report_folder import CERTIFICATE

    collect_rarely()
    signer, saved = private_key(key), open_report(report)
    made = certificate(saved.document, report, signer, datetime.now(UTC), issuer)
    verification = verify(saved)
    if verification.discrepancies:
        show_comparisons(verification.comparisons)
        click.echo("Not certified: the report does not agree with its recording.")
        return _REFUSED
    file = output or report / CERTIFICATE
    file.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    page = file.with_suffix(".html")
    page.write_bytes(certificate_page(made))
    click.echo(f"certificate: {file}")
    click.echo(f"page: {page}")
    return 0
