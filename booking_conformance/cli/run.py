"""``run``: test a target, or the bundled booking system."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from booking_conformance.cli.options import (
    FILE,
    FOLDER,
    config_of_environment,
    config_option,
    profile_option,
    report_option,
    starting_system,
    target_settings,
    verbosity_options,
)
from booking_conformance.cli.run_settings import overrides_of, resumed, selected_checks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from booking_conformance.cli.output.summary import Judging
    from booking_conformance.config.loading import Loaded
    from booking_conformance.embedded.process import EmbeddedSystem
    from booking_conformance.runner.run import RunOptions


@click.command()
@click.option("--target", metavar="URL", help="The dataset site of the booking system.")
@config_option
@report_option
@click.option(
    "--only",
    multiple=True,
    metavar="WORD",
    help="Only these: a check id, checkpoint, feature or requirement id; can be repeated.",
)
@click.option(
    "--only-failed", type=FOLDER, metavar="REPORT", help="Only the checks that failed in a report, where they failed."
)
@click.option(
    "--since", type=FOLDER, metavar="REPORT", help="Also compare with an earlier report: what is new, what was fixed."
)
@click.option("--scope", type=click.Choice(["read", "book", "full"]), help="What the run is allowed to do.")
@profile_option
@click.option("--baseline", type=FILE, metavar="FILE", help="Checks that are known to fail, one id per line.")
@click.option("--write-baseline", type=FILE, metavar="FILE", help="Write the checks that fail now as a baseline.")
@click.option("--fail-on", type=click.Choice(["warn"]), help="Treat a SHOULD violation as a failure.")
@click.option("--max-failures", type=click.IntRange(1), metavar="N", help="End the run when N checks have failed.")
@click.option("--concurrency", type=int, metavar="N", help="Maximum concurrent requests.")
@click.option("--rate", type=float, metavar="N", help="Maximum requests per second.")
@click.option("--seed", type=int, metavar="N", help="Seed for generated messages.")
@click.option("--effort", type=click.Choice(["low", "normal", "high"]), help="How many generated messages to try.")
@click.option("--allow-bookings", multiple=True, metavar="HOST", help="Allow bookings on this host; can be repeated.")
@click.option("--no-allure", is_flag=True, help="Write no results for Allure.")
@click.option("--plan", is_flag=True, help="Show what a run would send and book, without sending anything.")
@click.option(
    "--witness", is_flag=True, help="Chain the exchanges by their hashes, and read the Orders feeds at the end."
)
@click.option("--keep", is_flag=True, help="Do not delete what the run books.")
@click.option("--resume", type=FOLDER, metavar="REPORT", help="Resume the run that was cut off and reported there.")
@verbosity_options
def run(
    target: str | None,
    config: Path | None,
    report: Path,
    only: tuple[str, ...],
    only_failed: Path | None,
    since: Path | None,
    baseline: Path | None,
    write_baseline: Path | None,
    fail_on: str | None,
    plan: bool,
    keep: bool,
    witness: bool,
    no_allure: bool,
    max_failures: int | None,
    resume: Path | None,
    quiet: bool,
    verbose: bool,
    **settings: Any,
) -> int:
    """Test a booking system and write a report. Without a target, tests the bundled one."""
    if target and config:
        raise click.UsageError("--target and --config exclude each other: the configuration names its target.")
    if resume and (only or only_failed or plan or keep or witness or max_failures):
        raise click.UsageError("--resume keeps the checks and flags that the run was started with.")
    if resume and report != resume and _is_given("report"):
        raise click.UsageError("--resume goes on in the report that it names: leave --report out.")
    if only and only_failed:
        raise click.UsageError("--only and --only-failed exclude each other.")
    if not target:
        config = config or config_of_environment()
    overrides = overrides_of(target, **settings)
    # What a run needs is imported while the bundled system starts; a run of its own is never resumed.
    with nullcontext() if resume else starting_system(config, overrides) as system:
        from booking_conformance.certify.saved_report import report_document
        from booking_conformance.cli.output.summary import Judging
        from booking_conformance.runner.run import RunOptions

        selected, shown_in = selected_checks(only, only_failed, resume or report)
        options = RunOptions(
            report=report,
            only=selected,
            shown_in=shown_in,
            keep=keep,
            witness=witness,
            allure=not no_allure,
            max_failures=max_failures,
            flags=overrides,
        )
        if resume:
            options, overrides = resumed(resume, options, overrides)
        earlier = report_document(since) if since else None
        judging = Judging(
            plan, baseline, write_baseline, fail_on_warn=fail_on == "warn", since=earlier, verbosity=verbose - quiet
        )
        return _run(config, overrides, options, judging, system)


def _is_given(option: str) -> bool:
    """Return whether an option stands on the command line, and is not its default or a variable's."""
    return click.get_current_context().get_parameter_source(option) is click.core.ParameterSource.COMMANDLINE


def _run(
    config: Path | None,
    overrides: Mapping[str, Any],
    options: RunOptions,
    judging: Judging,
    system: EmbeddedSystem | None,
) -> int:
    with target_settings(config, overrides, system) as settings:
        # What is judged, and the report, need no system any more, and the memory that it takes.
        ending = replace(options, throwaway=True, let_go=system.let_go) if system else options
        return _judged(settings, ending, judging)


def _judged(settings: Loaded, options: RunOptions, judging: Judging) -> int:
    from booking_conformance.certify.run_history import with_history
    from booking_conformance.check.planning.known_failures import read_known_failures
    from booking_conformance.cli.output.live_line import progress_shown
    from booking_conformance.cli.output.summary import reported, written
    from booking_conformance.errors import BookingsNotAllowed
    from booking_conformance.gc_tuning import collecting_rarely
    from booking_conformance.progress import Passing
    from booking_conformance.results.baseline import with_known_failures
    from booking_conformance.runner.permission import plan_text
    from booking_conformance.runner.report_folder import held_report_folder
    from booking_conformance.runner.run import plan_run
    from booking_conformance.runner.run import run as run_suite

    configuration = settings.configuration
    if judging.plan:
        click.echo(plan_text(configuration, plan_run(configuration, options.only, options.shown_in)))
        return 0
    if options.resumption:
        options.resumption.refuse_other(configuration)
    known = read_known_failures(judging.baseline)
    with held_report_folder(options.report, resumed=options.resumption is not None), collecting_rarely():
        if options.resumption:
            options = replace(options, resumption=options.resumption.when_held())
        with progress_shown(judging.verbosity) as progress:
            try:
                finished = run_suite(configuration, replace(options, progress=progress, known=known))
            except BookingsNotAllowed as refusal:
                click.echo(refusal.plan)
                raise
            finished = replace(finished, result=with_known_failures(finished.result, known))
            if judging.since:
                finished = replace(finished, result=with_history(finished.result, judging.since))
            progress(Passing("writing the report"))
            written(finished, settings, options)
        return reported(finished, options, judging, known)
