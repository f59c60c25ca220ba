"""The pytest side: checks are collected as test functions, acted for once, and judged one instance an item.

``booking-conformance run`` hands its state over; under a bare ``pytest suites`` the plugin makes its own, from the
settings that the command line would read, or from the embedded booking system.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from booking_conformance.check.declaration import declared_check
from booking_conformance.check.instances import CheckInstance
from booking_conformance.check.judge import Judge
from booking_conformance.errors import SuiteError
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.check import Check
    from booking_conformance.check.plan import Plan
    from booking_conformance.recording import Recording
    from booking_conformance.results import Outcome
    from booking_conformance.runner.execution import Execution


@dataclass
class State:
    """What a session is to judge, and what it has judged."""

    plan: Plan
    execution: Execution
    outcomes: dict[str, tuple[str, Outcome]] = field(default_factory=dict)
    failure: SuiteError | None = None
    interrupted: bool = False
    exit_code: int = 0
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    _judge: Judge | None = None

    @cached_property
    def recording(self) -> Recording:
        """The finished recording; to be asked for only after acting."""
        return self.execution.recording

    async def act(self) -> Recording:
        """Act out the plan; what ends it early is kept for whoever started the session."""
        try:
            await self.execution.act(self.plan.parts)
        except SuiteError as failure:
            self.failure = failure
        except (KeyboardInterrupt, asyncio.CancelledError):
            self.interrupted = True
            raise
        return self.recording

    def judge(self, check: Check, subject: CheckInstance) -> Outcome:
        """Judge one instance on what was recorded and keep its outcome."""
        if self._judge is None:
            self._judge = Judge(self.recording, self.plan.judged)
        instance = self._judge.judge(check, subject)
        self.outcomes[instance.id] = (check.id, instance)
        return instance

    def planned_instances(self) -> set[str]:
        """Return the ids of all instances that are to be judged."""
        return {subject.instance_id for _, subject in self.plan.judged if subject.preset is not Verdict.NOT_RUN}

    def outcomes_by_check(self) -> Mapping[str, list[Outcome]]:
        """Return the outcomes by check id, with those that were never to be judged."""
        found: dict[str, list[Outcome]] = defaultdict(list)
        for check_id, instance in self.outcomes.values():
            found[check_id].append(instance)
        for check, subject in self.plan.judged:
            if subject.preset is Verdict.NOT_RUN:
                found[check.id].append(_preset(subject))
        return found


def _preset(subject: CheckInstance) -> Outcome:
    from booking_conformance.results import Outcome

    return Outcome(subject.instance_id, subject.preset or Verdict.NOT_RUN, subject.reason, remedy=subject.remedy)


_handed: list[State] = []
_STATE: pytest.StashKey[State] = pytest.StashKey()


def hand_over(state: State | None) -> None:
    """Give the next session its state, or take it back with None."""
    _handed.clear()
    if state is not None:
        _handed.append(state)


def _state(config: pytest.Config) -> State:
    if _STATE not in config.stash:
        if _handed:
            config.stash[_STATE] = _handed[0]
        else:
            from booking_conformance.runner.plain_pytest import bare_state

            config.stash[_STATE] = bare_state(config)
    return config.stash[_STATE]


def _check_of(function: object) -> Check | None:
    """Return the check as the catalogue knows it: pytest may have imported its module under another name."""
    from booking_conformance.check.registry import all_checks

    declared = declared_check(function)
    return all_checks()[declared.id] if declared else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make an item of each instance of a check."""
    check = _check_of(metafunc.function)
    if check is None:
        return
    found = [subject for planned, subject in _state(metafunc.config).plan.judged if planned.id == check.id]
    names = ("conversation",) if check.scenario else ("exchange", "history")
    rows = [pytest.param(*_arguments(subject, names), id=subject.label or "core") for subject in found]
    metafunc.parametrize(names, rows or [pytest.param(*_arguments(None, names), id="unselected")])


def _arguments(subject: CheckInstance | None, names: tuple[str, ...]) -> list[CheckInstance | None]:
    """Return what stands for the arguments until the judge finds what they mean: the subject, and nothing else."""
    return [subject, *[None] * (len(names) - 1)]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what is not selected and what the scope does not grant; what stays needs the recording."""
    left_out = [item for item in items if _is_check(item) and not _to_be_judged(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]
    for item in items:
        if isinstance(item, pytest.Function) and _is_check(item):
            item.fixturenames.insert(0, "recording")


def _is_check(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and declared_check(item.function) is not None


def _subject_of(item: pytest.Item) -> CheckInstance | None:
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    return next((value for value in parameters.values() if isinstance(value, CheckInstance)), None)


def _to_be_judged(item: pytest.Item) -> bool:
    subject = _subject_of(item)
    return subject is not None and subject.preset is not Verdict.NOT_RUN


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def finished_recording(request: pytest.FixtureRequest) -> Recording:
    """Act out every scenario that the collected checks need, to its end."""
    return await _state(request.config).act()


@pytest.fixture(scope="session")
def recording(request: pytest.FixtureRequest, finished_recording: Recording) -> Recording:
    """The finished recording; without one the session ends, and says why once."""
    failure = _state(request.config).failure
    if failure is not None:
        pytest.exit(str(failure), returncode=failure.exit_code)
    return finished_recording


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Judge an item that is a check, and translate the verdict into pytest's outcomes."""
    check, subject = _check_of(pyfuncitem.function), _subject_of(pyfuncitem)
    if check is None or subject is None:
        return None
    state = _state(pyfuncitem.config)
    instance = state.judge(check, subject)
    pyfuncitem.user_properties += [("verdict", str(instance.verdict)), ("check", check.id)]
    _annotate(check, instance, state.recording)
    _tell(instance)
    return True


def _annotate(check: Check, instance: Outcome, recorded: Recording) -> None:
    from booking_conformance.reports.allure import annotate

    found = [recorded.exchange(identifier) for identifier in instance.exchanges[:5]]
    annotate(check, instance, [exchange for exchange in found if exchange is not None])


def _tell(instance: Outcome) -> None:
    text = "\n".join([instance.reason, *(f"{e.message} (exchange {e.exchange})" for e in instance.evidence[1:5])])
    if instance.verdict is Verdict.FAIL:
        pytest.fail(text, pytrace=False)
    if instance.verdict is Verdict.NOT_TESTABLE:
        pytest.fail(f"Not testable: {text}", pytrace=False)
    if instance.verdict in {Verdict.NOT_APPLICABLE, Verdict.NOT_RUN}:
        pytest.skip(instance.reason)
    if instance.verdict is Verdict.ERROR:
        raise RuntimeError(text)


def pytest_report_teststatus(report: pytest.CollectReport | pytest.TestReport) -> tuple[str, str, str] | None:
    """Show the suite's own fault as an error, not as a failure of the target."""
    internal_error = ("verdict", str(Verdict.ERROR)) in getattr(report, "user_properties", ())
    return ("error", "E", "ERROR") if internal_error and report.when == "call" else None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the reports of a bare session that judged something; ``run`` writes its own."""
    state = session.config.stash.get(_STATE, None)
    if state is not None and not _handed and state.outcomes:
        from booking_conformance.runner.plain_pytest import write_bare_reports

        write_bare_reports(state)
