"""``run``: plans, hands the plan to a pytest session of its own, and composes what was judged into a result."""

from __future__ import annotations

import gc
import importlib.util
import io
import os
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from booking_conformance.check.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.check.selection import select
from booking_conformance.errors import BookingsNotAllowed, InternalError
from booking_conformance.gc_tuning import rare_collection
from booking_conformance.results import Scope
from booking_conformance.runner import pytest_plugin
from booking_conformance.runner.execution import Execution
from booking_conformance.runner.report_folder import JOURNAL
from booking_conformance.runner.run_result import compose
from booking_conformance.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from booking_conformance.check.plan import Plan
    from booking_conformance.config import Configuration
    from booking_conformance.recording import Recording
    from booking_conformance.results import RunResult

_PLUGINS = ("pytest_asyncio.plugin", "allure_pytest.plugin", "booking_conformance.runner.pytest_plugin")
_FOREIGN_PREFIXES = ("PYTEST_", "HYPOTHESIS_")


@dataclass(frozen=True)
class RunOptions:
    """How a run is to go. ``throwaway`` says that the target is our own and ends with the run."""

    report: Path
    only: tuple[str, ...] = ()
    keep: bool = False
    plan: bool = False
    baseline: Path | None = None
    fail_on_warn: bool = False
    progress: Callable[[str], None] = print
    throwaway: bool = False


@dataclass(frozen=True)
class Finished:
    """What a run leaves."""

    result: RunResult
    recording: Recording


def run(configuration: Configuration, options: RunOptions) -> Finished:
    """Judge the configured target. Raises SuiteError when there is nothing to judge or no way to it."""
    checks = all_checks()
    selected = select(checks, options.only)
    planned = plan(checks, selected, configuration)
    _refuse_unasked_bookings(configuration, planned, only_plan=options.plan)
    execution = Execution(
        configuration,
        journal=options.report / JOURNAL,
        keep=options.keep,
        throwaway=options.throwaway,
        progress=options.progress,
    )
    state = pytest_plugin.State(planned, execution)
    with _own_environment(), _rare_collection():
        output = _pytest_session(state, options.report)
    _refuse_to_lie(state, output)
    result = compose(
        checks, state.outcomes_by_check(), selected, execution, started=state.started, interrupted=state.interrupted
    )
    return Finished(result, execution.recording)


def _refuse_unasked_bookings(configuration: Configuration, planned: Plan, *, only_plan: bool) -> None:
    hosts = {host_of(configuration.target.dataset_site), host_of(configuration.target.base_uri or "")} - {""}
    allowed = configuration.granted_scope is Scope.READ or all(configuration.may_book(host) for host in hosts)
    if only_plan or not allowed:
        raise BookingsNotAllowed(plan=_told(configuration, planned))


def _told(configuration: Configuration, planned: Plan) -> str:
    limits = configuration.limits.for_host(host_of(configuration.target.dataset_site))
    lines = [
        f"Target: {configuration.target.dataset_site}",
        f"Scope: {configuration.granted_scope}",
        f"Checks: {len({check.id for check, _ in planned.judged})}, scenarios: {len(planned.parts)}",
        f"Bookings: about {planned.bookings}, at most {limits.bookings}",
        f"Requests: about {planned.requests}, at most {limits.requests}, {limits.concurrency} at a time",
        "Personal data: invented persons only (names end in “Conformance Test”, e-mail at example.com)",
        "Everything booked is deleted at the end, unless --keep is given.",
    ]
    return "\n".join(lines)


def _pytest_session(state: pytest_plugin.State, report: Path) -> str:
    folder = suites_folder()
    arguments = [
        str(folder),
        "--disable-plugin-autoload",
        *(part for plugin in _PLUGINS for part in ("-p", plugin)),
        *("-p", "no:cacheprovider"),
        *("-c", str(Path(__file__).with_name("pytest.ini"))),
        *("--rootdir", str(folder)),
        *("--confcutdir", str(folder)),
        *("--alluredir", str(report / "allure-results")),
        *("-q", "--tb=short", "--no-header", "--color=no", "--capture=no"),
    ]
    output = io.StringIO()
    pytest_plugin.hand_over(state)
    try:
        with redirect_stdout(output):
            state.exit_code = int(pytest.main(arguments))
        state.interrupted = state.interrupted or state.exit_code == pytest.ExitCode.INTERRUPTED
    finally:
        pytest_plugin.hand_over(None)
    return output.getvalue()


def suites_folder() -> Path:
    """Return the folder of the checks, in a wheel or in a checkout."""
    found = importlib.util.find_spec("booking_conformance.suites")
    if found is None or not found.submodule_search_locations:
        raise InternalError("the suites are not installed")
    return Path(found.submodule_search_locations[0])


def _refuse_to_lie(state: pytest_plugin.State, output: str) -> None:
    """Raise when the session ended otherwise than by judging what was planned: its silence is no verdict."""
    if state.failure is not None:
        raise state.failure
    if state.interrupted:
        return
    missing = state.planned_instances() - set(state.outcomes)
    if missing or state.exit_code not in {0, 1, 5}:
        some = ", ".join(sorted(missing)[:5])
        raise InternalError(
            f"the pytest session ended with {state.exit_code} and left {len(missing)} check instances unjudged: {some}",
            output[-4_000:],
        )


@contextmanager
def _own_environment() -> Iterator[None]:
    """Drop what would let a user's settings of pytest or Hypothesis into the session."""
    foreign = {name: value for name, value in os.environ.items() if name.startswith(_FOREIGN_PREFIXES)}
    for name in foreign:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(foreign)


@contextmanager
def _rare_collection() -> Iterator[None]:
    before = rare_collection()
    try:
        yield
    finally:
        gc.set_threshold(*before)
