"""``run``: plans and acts, has that judged in a pytest session of its own, and composes a result of what was judged."""

from __future__ import annotations

import asyncio
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from booking_conformance.check.planning.plan import plan
from booking_conformance.check.planning.selection import select
from booking_conformance.check.registry import all_checks
from booking_conformance.errors import PreflightFailed, TargetUnreachable
from booking_conformance.recording.recording_log import RECORDING_LOG, RecordingLog
from booking_conformance.runner.execution import Execution
from booking_conformance.runner.failure_limit import FailureLimit
from booking_conformance.runner.permission import require_permission
from booking_conformance.runner.report_folder import JOURNAL, WITNESS
from booking_conformance.runner.resumption import head_of
from booking_conformance.runner.run_result import compose
from booking_conformance.runner.session.own_environment import own_environment
from booking_conformance.runner.session.state import SessionState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from booking_conformance.check.planning.plan import Plan
    from booking_conformance.config import Configuration
    from booking_conformance.errors import SuiteError
    from booking_conformance.recording import Recording
    from booking_conformance.results import RunResult
    from booking_conformance.runner.resumption import Resumption


@dataclass(frozen=True)
class RunOptions:
    """How a run is to go.

    ``throwaway`` says that the target is our own and ends with the run; ``witness`` that the recording is chained;
    ``allure`` that results for Allure are written. ``shown_in`` names the conversations that selected exchange checks
    are to be judged on. The run ends when ``max_failures`` checks have failed, not counting those ``known`` to fail.
    ``let_go`` is called when nothing more is sent to the target.
    ``flags`` are the settings that flags were given for, kept for a run that resumes it; ``resumption`` is a run that
    was cut off, to go on with.
    """

    report: Path
    only: tuple[str, ...] = ()
    keep: bool = False
    progress: Callable[[str], None] = print
    max_failures: int | None = None
    known: frozenset[str] = frozenset()
    throwaway: bool = False
    let_go: Callable[[], None] | None = None
    witness: bool = False
    allure: bool = True
    shown_in: frozenset[str] = frozenset()
    flags: Mapping[str, Any] = field(default_factory=dict)
    resumption: Resumption | None = None


@dataclass(frozen=True)
class Finished:
    """What a run leaves. ``failure`` says why nothing could be judged: the target was not reached, or of no use.

    ``examples`` are the scenario instances that were acted out for selected exchange checks, which see no others.
    """

    result: RunResult
    recording: Recording
    failure: SuiteError | None = None
    examples: tuple[str, ...] = ()


def plan_run(configuration: Configuration, only: tuple[str, ...], shown_in: frozenset[str] = frozenset()) -> Plan:
    """Return what a run of the selected checks would do."""
    return plan(all_checks(), select(all_checks(), only), configuration, shown_in)


def run(configuration: Configuration, options: RunOptions) -> Finished:
    """Judge the configured target. Raises SuiteError when nothing may be sent, or the suite itself is at fault."""
    planned = plan_run(configuration, options.only, options.shown_in)
    require_permission(configuration, planned)
    with _log(configuration, planned, options) as log:
        return _run(configuration, planned, options, log)


def _log(
    configuration: Configuration, planned: Plan, options: RunOptions
) -> AbstractContextManager[RecordingLog | None]:
    """Return the log of the run; where the target ends with the run there is nothing to resume."""
    if options.throwaway:
        return nullcontext()
    started = {name: getattr(options, name) for name in ("only", "keep", "witness", "max_failures", "flags")}
    kept = {**started, "shown_in": sorted(options.shown_in)}
    head = head_of(configuration, (instance.id for _, instance in planned.parts), kept)
    return closing(RecordingLog(options.report / RECORDING_LOG, None if options.resumption else head))


def _run(configuration: Configuration, planned: Plan, options: RunOptions, log: RecordingLog | None) -> Finished:
    execution = Execution(
        configuration,
        journal=options.report / JOURNAL,
        witness=options.report / WITNESS if options.witness else None,
        keep=options.keep,
        throwaway=options.throwaway,
        let_go=options.let_go,
        progress=options.progress,
        log=log,
        resumption=options.resumption,
        enough=FailureLimit(planned.judged, options.max_failures, options.known) if options.max_failures else None,
    )
    state = SessionState(configuration, planned, lambda: execution, beside=True)
    if options.resumption:
        state.started = options.resumption.started
    with closing(state):
        failure = _judge(state)
    state.without_acting()
    result = compose(state, select(all_checks(), options.only))
    of_calls = any(instance.call for _, instance in state.plan.judged)
    return Finished(result, state.recording, failure, state.plan.examples if of_calls else ())


def _judge(state: SessionState) -> SuiteError | None:
    """Act and judge what is planned; return what kept the run from its target, which is reported, too."""
    try:
        with own_environment():
            _act(state)
            if state.failure:
                raise state.failure
            if not state.interrupted:
                _judge_in_session(state)
    except (TargetUnreachable, PreflightFailed) as failure:
        state.execution.stopped = failure.message
        return failure
    if state.interrupted and not state.outcomes:
        state.without_acting()
        state.judge_what_ended()
    return None


def _act(state: SessionState) -> None:
    """Act before there is a session: to collect it takes longer than all else before the first request.

    What it takes of memory is not taken while others need most of it: who judges beside, and a target on this machine.
    """
    if state.planned_instances():
        try:
            asyncio.run(state.act())
        except KeyboardInterrupt:
            state.interrupted = True


def _judge_in_session(state: SessionState) -> None:
    from booking_conformance.runner.session.pytest_session import judge_in_session

    judge_in_session(state)
