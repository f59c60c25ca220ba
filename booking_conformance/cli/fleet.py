"""``fleet``: test many targets."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booking_conformance.cli.options import FOLDER, progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from booking_conformance.fleet.target_run import TargetRun, UnderWay


@click.command(short_help="Test many targets side by side.")
@click.argument("targets", type=click.Path(path_type=Path, exists=True), metavar="FOLDER|FILE")
@click.option(
    "--report",
    type=FOLDER,
    default=Path("fleet-report"),
    show_default="./fleet-report",
    metavar="DIR",
    help="The folder of the fleet: a new or empty one, or one from an earlier time.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=4, show_default=True, metavar="N", help="Maximum concurrent runs."
)
@click.option(
    "--cluster", default="", metavar="URL", help="The scheduler of a Dask cluster that tests: tcp://HOST:8786."
)
@click.option("--again", is_flag=True, help="Also test the targets that were judged before.")
@click.option("--scope", type=click.Choice(["read", "book", "full"]), help="What each run is allowed to do.")
@click.option("--only", multiple=True, metavar="WORD", help="As for run; can be repeated.")
@click.option("--allow-bookings", multiple=True, metavar="HOST", help="Allow bookings on this host; can be repeated.")
@click.option("--fail-on", type=click.Choice(["warn"]), help="Treat a SHOULD violation as a failure.")
def fleet(
    targets: Path,
    report: Path,
    jobs: int,
    cluster: str,
    again: bool,
    scope: str | None,
    only: tuple[str, ...],
    allow_bookings: tuple[str, ...],
    fail_on: str | None,
) -> int:
    """Test many targets side by side: each .toml of a FOLDER, or each configuration that a FILE lists, one per line.

    Two runs never test the same host at the same time. Targets that were judged before with the same configuration are
    left out. Exits with the gravest exit code of all targets.
    """
    from booking_conformance.check.planning.selection import select
    from booking_conformance.check.registry import all_checks
    from booking_conformance.fleet.fleet import PAGE, Fleet, FleetOptions, refuse_other_folder
    from booking_conformance.fleet.lines import worst_code
    from booking_conformance.fleet.targets import fleet_targets
    from booking_conformance.reports.safe_text import one_line
    from booking_conformance.runner.report_folder import held_folder

    select(all_checks(), only)
    found = fleet_targets(targets)
    given = (("--scope", (scope,)), ("--only", only), ("--allow-bookings", allow_bookings), ("--fail-on", (fail_on,)))
    flags = [(name, value) for name, values in given for value in values if value]
    refuse_other_folder(report)
    with held_folder(report), _starting(cluster) as start:
        lines = Fleet(found, FleetOptions(report, jobs, flags, again, progress, start)).run()
    for line in lines:
        failed = f", {len(line.failures)} failures" if line.failures else ""
        came_to = f"{line.verdict} at scope {line.scope}{failed}" if line.verdict else f"not judged: {line.message}"
        click.echo(one_line(f"{line.name}: {came_to}"))
    click.echo(f"report: {report / PAGE}")
    return worst_code(lines)


@contextmanager
def _starting(cluster: str) -> Iterator[Callable[[TargetRun], UnderWay]]:
    """Connect to the cluster, if there is an address, and yield what starts a run: there, or else here."""
    from booking_conformance.cluster import client_at
    from booking_conformance.fleet.on_cluster import OnCluster
    from booking_conformance.fleet.run_here import RunHere

    if not cluster:
        yield RunHere
        return
    with client_at(cluster) as client:
        yield OnCluster(client).start
