"""How verdicts look in pytest: outcomes, the evidence below a failure, warnings, and the verdict of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Generator

    from _pytest.terminal import TerminalReporter

    from booking_conformance.check import Check
    from booking_conformance.results import Outcome

_OUTCOME: pytest.StashKey[Outcome] = pytest.StashKey()
_SHOWN = 3
_OTHER_STATUS: dict[tuple[str, str], tuple[str, str, Any]] = {
    ("verdict", str(Verdict.ERROR)): ("error", "E", "ERROR"),
    ("verdict", str(Verdict.WARN)): ("warned", "w", ("WARN", {"yellow": True})),
}


def show_outcome(item: pytest.Function, check: Check, outcome: Outcome) -> None:
    """Give an item the verdict of its check: as a property, in Allure, and as pytest's outcome."""
    from booking_conformance.reports.allure import annotate
    from booking_conformance.runner.pytest_plugin import state_of

    item.stash[_OUTCOME] = outcome
    item.user_properties += [("verdict", str(outcome.verdict)), ("check", check.id)]
    recording = state_of(item.config).recording
    found = [recording.exchange(identifier) for identifier in outcome.exchanges[:5]]
    annotate(check, outcome, [exchange for exchange in found if exchange is not None])
    _raise(outcome)


def _raise(outcome: Outcome) -> None:
    others = [f"{e.message} (exchange {e.exchange})" for e in outcome.evidence[1:5]]
    text = "\n".join([outcome.reason, *others])
    if outcome.verdict is Verdict.FAIL:
        pytest.fail(text, pytrace=False)
    if outcome.verdict is Verdict.NOT_TESTABLE:
        pytest.fail(f"Not testable: {text}", pytrace=False)
    if outcome.verdict in {Verdict.NOT_APPLICABLE, Verdict.NOT_RUN}:
        pytest.skip(outcome.reason)
    if outcome.verdict is Verdict.ERROR:
        raise RuntimeError(text)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put expected, got, pointer and curl below a failure, a section for each piece of evidence."""
    report = yield
    outcome = item.stash.get(_OUTCOME, None)
    if report.when == "call" and report.failed and outcome is not None:
        report.sections += _sections(item.config, outcome)
    return report


def _sections(config: pytest.Config, outcome: Outcome) -> list[tuple[str, str]]:
    from booking_conformance.reports.evidence_text import told
    from booking_conformance.runner.pytest_plugin import state_of

    recording = state_of(config).recording
    found = []
    for evidence in outcome.evidence[:_SHOWN]:
        exchange = recording.exchange(evidence.exchange) if evidence.exchange else None
        lines = [f"{label}: {text}" for label, text in told(evidence, exchange)]
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
    from booking_conformance.runner.pytest_plugin import plain_state_of

    state = plain_state_of(config)
    if state is None or not state.acted:
        return
    from booking_conformance.runner.plain_pytest import summary

    for report in terminalreporter.stats.get("warned", []):
        terminalreporter.write_line(f"WARN {report.nodeid}", yellow=True)
    terminalreporter.section("conformance")
    for line in summary(state):
        terminalreporter.write_line(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the report of a plain session, and end it with the exit code that ``run`` would have."""
    from booking_conformance.runner.pytest_plugin import plain_state_of

    state = plain_state_of(session.config)
    if state is None or not state.acted:
        return
    from booking_conformance.runner.plain_pytest import finish

    code = finish(state)
    if code or (session.exitstatus == pytest.ExitCode.TESTS_FAILED and not session.testsfailed):
        session.exitstatus = code
