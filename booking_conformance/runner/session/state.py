"""What a pytest session is to judge, and what it has judged."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from booking_conformance.check.judging.judge import Judge
from booking_conformance.check.planning.plan import Plan, plan_of
from booking_conformance.errors import InternalError, SuiteError
from booking_conformance.openactive.shown_features import remember
from booking_conformance.progress import Passing
from booking_conformance.results import Outcome, Verdict
from booking_conformance.runner.judge_process import judge_beside
from booking_conformance.scenario.drawing import Drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from booking_conformance.check import Check
    from booking_conformance.check.judging.growing import JudgedBefore
    from booking_conformance.check.planning.instances import CheckInstance
    from booking_conformance.config import Configuration
    from booking_conformance.recording import Recording
    from booking_conformance.runner.execution import Execution
    from booking_conformance.runner.judge_process import JudgeProcess

    Judged = tuple[Check, CheckInstance]

_GIVEN_UP = "The run ended before its scenario did."
_TO_THE_END = "Run without --max-failures."


@dataclass
class SessionState:
    """One session. ``configuration`` says which instances there are; its secrets may be missing.

    ``prepare`` is called once, when something is to be acted out, and returns the execution, with a configuration that
    has its secrets. ``plan`` is narrowed to what was collected. ``beside`` says that checks may be judged in a
    process of their own while the execution goes on; ``close`` ends that.
    """

    configuration: Configuration
    plan: Plan
    prepare: Callable[[], Execution]
    alone: bool = False
    beside: bool = False
    outcomes: dict[str, tuple[str, Outcome]] = field(default_factory=dict)
    failure: SuiteError | None = None
    interrupted: bool = False
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    _execution: Execution | None = None
    _judge: Judge | None = None
    _process: JudgeProcess | None = None
    _drawing: Drawing | None = None

    @property
    def acted(self) -> bool:
        """Return whether the execution has begun."""
        return self._execution is not None

    @property
    def execution(self) -> Execution:
        """The execution, once it has begun."""
        if self._execution is None:
            raise InternalError("nothing was acted out yet")
        return self._execution

    def without_acting(self) -> None:
        """Take the execution as it is where nothing was to be acted out: what was selected is beyond the scope."""
        self._execution = self._execution or self.prepare()

    @cached_property
    def recording(self) -> Recording:
        """The finished recording; to be asked for only after acting."""
        return self.execution.recording

    def narrow(self, collected: Collection[CheckInstance]) -> None:
        """Plan for the instances that were collected, and no others."""
        wanted = {instance.instance_id for instance in collected}
        chosen = tuple(pair for pair in self.plan.judged if pair[1].instance_id in wanted or _out_of_reach(pair))
        whole = self.plan.whole and len(chosen) == len(self.plan.judged)
        self.plan = plan_of(chosen, self.configuration, whole=whole, shown_in=self.plan.shown_in)

    async def act(self) -> None:
        """Act out the plan; what ends it early is kept for the command that started the session."""
        try:
            self._execution = self.prepare()
            if self.beside and not self.alone:
                self._begin_beside(self._execution)
            self._execution.follow = self._process.follow if self._process else None
            await self._execution.act(self.plan)
            if self._process:
                self._process.end(self.recording)
            self._execution.progress(Passing(f"judging {len(self.plan.judged)} instances of checks"))
        except SuiteError as failure:
            self.failure = failure
        except (KeyboardInterrupt, asyncio.CancelledError):
            self.interrupted = True
            raise

    def _begin_beside(self, execution: Execution) -> None:
        """Start the processes that work beside the execution: the first of them has no thread here, the other one."""
        if any(scenario.generated for scenario, _ in self.plan.parts):
            execution.drawing = self._drawing = Drawing.beside()
        self._process = judge_beside(self.plan.judged)

    def judge(self, check: Check, instance: CheckInstance) -> Outcome:
        """Judge one instance on what was recorded and keep its outcome.

        Exchange checks share one pass over the exchanges; ``alone`` gives each its own, so that a debugger stops in the
        check that was asked for and in no other.
        """
        if self.execution.given_up and not _is_there(instance, *self._what_is_there):
            outcome = Outcome(instance.instance_id, Verdict.NOT_TESTABLE, _GIVEN_UP, remedy=_TO_THE_END)
        else:
            outcome = self._judged(check, instance)
        self.outcomes[outcome.id] = (check.id, outcome)
        return outcome

    def _judged(self, check: Check, instance: CheckInstance) -> Outcome:
        judge = self._judge
        if judge is None or self.alone:
            planned = ((check, instance),) if self.alone else self.plan.judged
            judge = self._judge = Judge(self.recording, planned, self._judged_beside)
        return judge.judge(check, instance)

    def _judged_beside(self) -> JudgedBefore | None:
        found = self._process.judged() if self._process else None
        if found:
            remember(self.recording.exchanges, found.shown)
        return found

    def close(self) -> None:
        """End what goes on beside the execution."""
        if self._drawing:
            self._drawing.close()
        if self._process:
            self._process.close()

    @cached_property
    def _what_is_there(self) -> tuple[Collection[str], Collection[str]]:
        """The ids of the conversations that ended, and the calls that were made."""
        ended = {conversation.id for conversation in self.recording.conversations}
        return ended, {exchange.call for exchange in self.recording.exchanges}

    def judge_what_ended(self) -> None:
        """Judge, after an interrupt, what the scenarios that ended and the calls that were made show."""
        judged = [pair for pair in self.plan.judged if _is_there(pair[1], *self._what_is_there)]
        judge = Judge(self.recording, judged)
        for check, instance in judged:
            self.outcomes[instance.instance_id] = (check.id, judge.judge(check, instance))

    def planned_instances(self) -> set[str]:
        """Return the ids of all instances that are to be judged."""
        return {instance.instance_id for check, instance in self.plan.judged if not _out_of_reach((check, instance))}

    def outcomes_by_check(self) -> Mapping[str, list[Outcome]]:
        """Return the outcomes by check id, with those of instances that were never to be judged."""
        found: dict[str, list[Outcome]] = defaultdict(list)
        for check_id, outcome in self.outcomes.values():
            found[check_id].append(outcome)
        for check, instance in self.plan.judged:
            if _out_of_reach((check, instance)):
                outcome = Outcome(instance.instance_id, Verdict.NOT_RUN, instance.reason, remedy=instance.remedy)
                found[check.id].append(outcome)
        return found


def _is_there(instance: CheckInstance, ended: Collection[str], called: Collection[str]) -> bool:
    needs_nothing = instance.preset is Verdict.NOT_APPLICABLE
    return needs_nothing or instance.conversation in ended or instance.call in called


def _out_of_reach(pair: Judged) -> bool:
    return pair[1].preset is Verdict.NOT_RUN
