"""``audit``: judge recorded traffic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from booking_conformance.cli.options import FILE, config_option, configured, progress, report_option

if TYPE_CHECKING:
    from pathlib import Path

_FOUND = 1


@click.command()
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE.har[.gz]...")
@config_option
@report_option
def audit(files: tuple[Path, ...], config: Path | None, report: Path) -> int:
    """Judge recorded traffic in HAR files, of this suite or of any other program; sends nothing."""
    from booking_conformance.audit import VIOLATIONS
    from booking_conformance.audit import audit as audit_files
    from booking_conformance.report_folder import prepare_report_folder
    from booking_conformance.reports.terminal import show_summary
    from booking_conformance.reports.writers import write_reports

    base_uri = configured(config).target.base_uri or "" if config else ""
    prepare_report_folder(report)
    result, recording = audit_files(files, base_uri.rstrip("/"), progress)
    write_reports(result, recording, report)
    show_summary(result, recording)
    click.echo(f"report: {report / 'index.html'}")
    return _FOUND if result.verdict == VIOLATIONS else 0
