"""``run``'s own pytest session: its settings and plugins are the suite's, whatever the user has."""

from __future__ import annotations

import importlib.util
import io
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from booking_conformance.errors import InternalError
from booking_conformance.runner.session.own_plugin import OwnPlugin

if TYPE_CHECKING:
    from booking_conformance.check.planning.plan import Plan
    from booking_conformance.runner.session.state import SessionState

# What pytest does at each item for those who write tests: nothing here logs, warns or is marked to be skipped.
_WITHOUT = (
    "cacheprovider",
    "faulthandler",
    "logging",
    "setuponly",
    "skipping",
    "threadexception",
    "unittest",
    "unraisableexception",
    "warnings",
)
_USUAL_ENDINGS = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}


def judge_in_session(state: SessionState) -> None:
    """Judge what is planned, on what was acted out.

    Raises SuiteError when the session ended otherwise: its silence is not a verdict.
    """
    folder = suites_folder()
    arguments = [
        *places(state.plan),
        "--disable-plugin-autoload",
        *(part for plugin in _WITHOUT for part in ("-p", f"no:{plugin}")),
        # Verdicts never rest on assert: rewriting those of all suites takes a tenth of a short run.
        "--assert=plain",
        *("-c", str(Path(__file__).with_name("pytest.ini"))),
        *("--rootdir", str(folder)),
        *("--confcutdir", str(folder)),
        *("-q", "--tb=short", "--no-header", "--color=no", "--capture=no"),
    ]
    output = io.StringIO()
    with redirect_stdout(output):
        code = pytest.main(arguments, plugins=[OwnPlugin(state)])
    state.interrupted = state.interrupted or code == pytest.ExitCode.INTERRUPTED
    _refuse_to_lie(state, int(code), output.getvalue())


def places(plan: Plan) -> list[str]:
    """Return what pytest is to collect: the folder of the suites, or the modules of the checks that were selected."""
    folder = suites_folder()
    if plan.whole or not plan.judged:
        return [str(folder)]
    modules = dict.fromkeys(check.function.__module__.partition(".suites.")[2] for check, _ in plan.judged)
    return [str(folder.joinpath(*module.split(".")).with_suffix(".py")) for module in modules]


def suites_folder() -> Path:
    """Return the folder of the checks, in a wheel or in a checkout."""
    found = importlib.util.find_spec("booking_conformance.suites")
    if found is None or not found.submodule_search_locations:
        raise InternalError("the suites are not installed")
    return Path(found.submodule_search_locations[0])


def _refuse_to_lie(state: SessionState, code: int, output: str) -> None:
    if state.failure is not None:
        raise state.failure
    if state.interrupted:
        return
    missing = state.planned_instances() - set(state.outcomes)
    if missing or code not in _USUAL_ENDINGS:
        some = ", ".join(sorted(missing)[:5])
        raise InternalError(
            f"the pytest session ended with {code} and left {len(missing)} check instances unjudged: {some}",
            output[-4_000:],
        )
