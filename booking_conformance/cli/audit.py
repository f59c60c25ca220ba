"""``audit``: judge recorded traffic."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import click

from booking_conformance.cli.options import FILE, config_option, configured, profile_option, progress, report_option
from booking_conformance.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from booking_conformance.results import RunResult


@click.command(short_help="Judge traffic recorded in HAR files, without sending anything.")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE.har[.gz]...")
@config_option
@profile_option
@click.option(
    "--cluster", default="", metavar="URL", help="The scheduler of a Dask cluster that judges: tcp://HOST:8786."
)
@report_option
def audit(files: tuple[Path, ...], config: Path | None, profile: str | None, cluster: str, report: Path) -> int:
    """Check traffic recorded in HAR files by this suite or any other tool, without sending anything."""
    from booking_conformance.audit.audit import audit as audit_files
    from booking_conformance.gc_tuning import collect_rarely
    from booking_conformance.reports.terminal.terminal import show_summary
    from booking_conformance.reports.writers import write_reports
    from booking_conformance.results.verdict import VIOLATIONS
    from booking_conformance.runner.report_folder import prepare_report_folder, refuse_foreign_folder
    from booking_conformance.specification.profile import CURRENT

    configuration = configured(config) if config else None
    base_uri = configuration.target.base_uri or "" if configuration else ""
    spoken = profile or (configuration.profile if configuration else CURRENT)
    collect_rarely()
    refuse_foreign_folder(report)
    _refuse_to_overwrite(files, report)
    result, recording = audit_files(files, base_uri.rstrip("/"), progress, cluster, spoken)
    prepare_report_folder(report)
    write_reports(result, recording, report)
    show_summary(result, recording)
    click.echo(f"report: {report / 'index.html'}")
    return _exit_code(result, found=result.verdict == VIOLATIONS)


def _exit_code(result: RunResult, *, found: bool) -> int:
    """Return 1 for what was found, 4 where nothing was found and a check broke down, else 0."""
    from booking_conformance.results import Verdict
    from booking_conformance.results.exit_code import BROKEN, HOLDS, INTERNAL_ERROR

    broke_down = any(check.verdict is Verdict.ERROR for check in result.checks)
    return BROKEN if found else INTERNAL_ERROR if broke_down else HOLDS


def _refuse_to_overwrite(files: tuple[Path, ...], report: Path) -> None:
    """Raise UsageError where a recording lies in the folder that the report replaces, or cannot be read twice."""
    for file in files:
        _refuse_special_file(file)
        if file.resolve().is_relative_to(report.resolve()):
            raise UsageError(
                f"{file} is in the report folder, which is replaced", "Choose another folder with --report."
            )


def _refuse_special_file(file: Path) -> None:
    try:
        mode = file.stat().st_mode
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        raise UsageError(
            f"{file} does not exist" if missing else f"{file} cannot be read ({error.strerror})"
        ) from error
    if not stat.S_ISREG(mode):
        raise UsageError(
            f"{file} is not a regular file", "Recordings are read more than once: save it to a file first."
        )
