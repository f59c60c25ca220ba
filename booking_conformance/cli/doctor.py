"""``doctor``: the preflight alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booking_conformance import variables
from booking_conformance.cli.options import config_of_environment, config_option, configured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.runner.preflight import Diagnosis

_USUAL = Path("conformance.toml")
_PREFLIGHT_FAILED = 3
_INDENT = 8
# Every criterion with its number, for one Seller.
_SHOWN = 3_000
_MARKS = {True: "ok", False: "FAILED", None: "-"}


@click.command(short_help="Find what would stop a run, and say how to fix it.")
@config_option
def doctor(config: Path | None) -> int:
    """Check that a run can start: name, TLS, clock, credentials, feeds, Test Interface, supply."""
    from booking_conformance.runner.preflight import preflight

    config = config or config_of_environment()
    if config is None and variables.TARGET not in os.environ:
        config = _USUAL
    findings = preflight(configured(config))
    for finding in findings:
        click.echo("\n".join(_lines(finding)))
    return _PREFLIGHT_FAILED if any(finding.ok is False for finding in findings) else 0


def _lines(finding: Diagnosis) -> Iterator[str]:
    """Yield what was found, and below it the remedy where it is not well."""
    from booking_conformance.cli.output.columns import wrapped
    from booking_conformance.reports.safe_text import one_line

    yield from wrapped(f"{_MARKS[finding.ok]:<6}  {finding.name}: {one_line(finding.detail, _SHOWN)}", _INDENT)
    if finding.remedy and not finding.ok:
        yield from wrapped(f"{'':<{_INDENT}}→ {one_line(finding.remedy)}", _INDENT + 2)
