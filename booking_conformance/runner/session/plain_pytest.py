"""A plain ``pytest suites``: settings as the command line reads them, else the bundled booking system."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from booking_conformance import variables
from booking_conformance.check.planning.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import EmbeddedSystem, declared_settings
from booking_conformance.results.exit_code import exit_status
from booking_conformance.runner.execution import Execution
from booking_conformance.runner.report_folder import JOURNAL, prepare_report_folder
from booking_conformance.runner.run_result import compose
from booking_conformance.runner.session.state import SessionState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

    from booking_conformance.config import Configuration
    from booking_conformance.results import RunResult

_USUAL_FOLDER = "conformance-report"


def plain_state(config: pytest.Config) -> SessionState:
    """Return the state of a session that nobody handed one to; it starts nothing and reads no secret.

    Raises ConfigurationError when the configuration is wrong.
    """
    own = variables.CONFIG not in os.environ and variables.TARGET not in os.environ
    configuration = load(data=declared_settings()).configuration if own else _configured(with_secrets=False)
    planned = plan(all_checks(), frozenset(all_checks()), configuration)
    return SessionState(configuration, planned, lambda: _execution(config, own=own))


def _execution(config: pytest.Config, *, own: bool) -> Execution:
    configuration = _bundled(config) if own else _configured(with_secrets=True)
    journal = prepare_report_folder(_report_folder()) / JOURNAL
    return Execution(configuration, journal, throwaway=own, progress=_progress(config))


def _configured(*, with_secrets: bool) -> Configuration:
    file = os.environ.get(variables.CONFIG)
    return load(Path(file) if file else None, with_secrets=with_secrets).configuration


def _bundled(config: pytest.Config) -> Configuration:
    """Start the bundled booking system; it ends with the session."""
    system = EmbeddedSystem()
    system.__enter__()
    config.add_cleanup(system.stop)
    return load(data=system.configuration_data).configuration


def _report_folder() -> Path:
    return Path(os.environ.get(variables.REPORT, _USUAL_FOLDER))


def _progress(config: pytest.Config) -> Callable[[str], None]:
    """Return where progress goes: pytest's own output is enough, unless more was asked for."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.write_line if reporter is not None and reporter.verbosity > 0 else lambda _: None


def finish(state: SessionState) -> int:
    """Write the report of a finished session and return the exit code that ``run`` would have."""
    from booking_conformance.reports.writers import write_reports

    result = _result(state)
    settings = state.execution.configuration.model_dump(mode="json")
    selected = frozenset(state.outcomes_by_check())
    write_reports(result, state.recording, _report_folder(), configuration=settings, selected=selected)
    return exit_status(result, selected=selected).code


def summary(state: SessionState) -> Iterator[str]:
    """Yield what the run came to, one line each: the verdict with its scope, leftovers, the report."""
    from booking_conformance.reports.page.labels import headline

    result = _result(state)
    judged = {check_id for check_id, _ in state.outcomes.values()}
    of = result.run.selection["of"]
    if len(judged) < of:
        yield f"{len(judged)} of {of} checks judged"
    yield headline(result.verdict, result.scope)
    yield result.verdict_reason
    for left in result.run.left_behind:
        yield f"left behind: {left.kind} {left.id} ({left.reason})"
    yield f"report: {_report_folder() / 'index.html'}"


def _result(state: SessionState) -> RunResult:
    return compose(state, frozenset(state.outcomes_by_check()))
