"""How verdicts look in pytest: outcomes, the evidence below a failure, warnings, and the verdict of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from booking_conformance.results import Verdict
from booking_conformance.runner.session.pytest_outcome import OUTCOME
from booking_conformance.runner.session.stash import plain_state_of, state_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from _pytest.terminal import TerminalReporter

    from booking_conformance.results import Outcome

_SHOWN = 3
_OTHER_STATUS: dict[tuple[str, str], tuple[str, str, Any]] = {
    ("verdict", str(Verdict.ERROR)): ("error", "E", "ERROR"),
    ("verdict", str(Verdict.WARN)): ("warned", "w", ("WARN", {"yellow": True})),
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put expected, got, pointer and the request as curl below a failure, a section for each piece of evidence."""
    report = yield
    outcome = item.stash.get(OUTCOME, None)
    if report.when == "call" and report.failed and outcome is not None:
        report.sections += _sections(item.config, outcome)
    return report


def _sections(config: pytest.Config, outcome: Outcome) -> list[tuple[str, str]]:
    from booking_conformance.reports.evidence_text import details

    recording = state_of(config).recording
    found = []
    for evidence in outcome.evidence[:_SHOWN]:
        exchange = recording.exchange(evidence.exchange) if evidence.exchange else None
        lines = [f"{label}: {text}" for label, text in details(evidence, exchange)]
        found.append((f"exchange {evidence.exchange}" if evidence.exchange else "evidence", "\n".join(lines)))
    return found


def pytest_report_teststatus(report: pytest.CollectReport | pytest.TestReport) -> tuple[str, str, Any] | None:
    """Show an internal error as an error, and a SHOULD that is not followed as a warning."""
    if report.when != "call":
        return None
    properties = getattr(report, "user_properties", ())
    return next((status for key, status in _OTHER_STATUS.items() if key in properties), None)


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """Print what the run came to, what it left behind, and where its report is."""
    state = plain_state_of(config)
    if state is None or not state.acted:
        return
    from booking_conformance.runner.session.plain_pytest import summary

    for report in terminalreporter.stats.get("warned", []):
        terminalreporter.write_line(f"WARN {report.nodeid}", yellow=True)
    terminalreporter.section("conformance")
    for line in summary(state):
        terminalreporter.write_line(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the report of a plain session, and end it with the exit code that ``run`` would have."""
    state = plain_state_of(session.config)
    if state is None or not state.acted:
        return
    from booking_conformance.runner.session.plain_pytest import finish

    code = finish(state)
    if code or (session.exitstatus == pytest.ExitCode.TESTS_FAILED and not session.testsfailed):
        session.exitstatus = code
