"""The state of a bare ``pytest suites``: settings as the command line reads them, else the embedded booking system."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from booking_conformance.check.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.runner.execution import Execution
from booking_conformance.runner.pytest_plugin import State
from booking_conformance.runner.report_folder import JOURNAL, prepare_report_folder
from booking_conformance.runner.run_result import compose

if TYPE_CHECKING:
    import pytest

    from booking_conformance.config import Configuration

FILE_VARIABLE = "BOOKING_CONFORMANCE_CONFIG"
TARGET_VARIABLE = "BOOKING_CONFORMANCE_TARGET"
REPORT_VARIABLE = "BOOKING_CONFORMANCE_REPORT"


def bare_state(config: pytest.Config) -> State:
    """Return the state of a session that nobody handed one to. An embedded booking system ends with the session."""
    configured = FILE_VARIABLE in os.environ or TARGET_VARIABLE in os.environ
    configuration = _from_environment() if configured else _embedded(config)
    planned = plan(all_checks(), frozenset(all_checks()), configuration)
    folder = _report_folder()
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    progress = reporter.write_line if reporter is not None and reporter.verbosity > 0 else _silent
    return State(planned, Execution(configuration, folder / JOURNAL, throwaway=not configured, progress=progress))


def write_bare_reports(state: State) -> None:
    """Write the reports of a finished bare session, where BOOKING_CONFORMANCE_REPORT asks for them."""
    if REPORT_VARIABLE not in os.environ:
        return
    from booking_conformance.reports.writers import write_reports

    checks = all_checks()
    outcomes = state.outcomes_by_check()
    result = compose(checks, outcomes, frozenset(outcomes), state.execution, started=state.started, interrupted=False)
    told = state.execution.configuration.model_dump(mode="json")
    folder = Path(os.environ[REPORT_VARIABLE])
    write_reports(result, state.recording, folder, configuration=told, selected=frozenset(outcomes))


def _report_folder() -> Path:
    named = os.environ.get(REPORT_VARIABLE)
    if named is None:
        return Path(tempfile.mkdtemp(prefix="booking-conformance-"))
    return prepare_report_folder(Path(named))


def _silent(_: str) -> None:
    """Say nothing: pytest's own output is the progress."""


def _from_environment() -> Configuration:
    file = os.environ.get(FILE_VARIABLE)
    return load(Path(file) if file else None).configuration


def _embedded(config: pytest.Config) -> Configuration:
    system = EmbeddedSystem()
    system.__enter__()
    config.add_cleanup(lambda: system.__exit__(None, None, None))
    return load(data=system.configuration_data).configuration
