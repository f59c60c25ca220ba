"""Judges the checks of a run on its recording. Exchange checks share one pass over the exchanges."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.judging.exchange_pass import ExchangePass
from booking_conformance.check.planning.instances import ALWAYS_CALLED
from booking_conformance.recording import Lack
from booking_conformance.results import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from booking_conformance.check.declaration import Check
    from booking_conformance.check.judging.exchange_tally import ExchangeTally
    from booking_conformance.check.judging.growing import JudgedBefore
    from booking_conformance.check.planning.instances import CheckInstance
    from booking_conformance.recording import Recording, Stop


class Judge:
    """Knows the recording and the checks that are to be judged on it.

    ``judged_before`` returns what was judged on the very same while the run went on, if anything was.
    """

    def __init__(
        self,
        recording: Recording,
        planned: Sequence[tuple[Check, CheckInstance]],
        judged_before: Callable[[], JudgedBefore | None] = lambda: None,
    ) -> None:
        self._recording = recording
        self._conversations = {conversation.id: conversation for conversation in recording.conversations}
        self._planned = planned
        self._judged_before = judged_before

    def judge(self, check: Check, instance: CheckInstance) -> Outcome:
        """Return the outcome of one instance of a check."""
        if instance.preset is not None:
            reason, remedy = instance.reason, instance.remedy
            return Outcome(instance.instance_id, instance.preset, reason, remedy=remedy, undeclared=instance.undeclared)
        if instance.call is not None:
            stop = self._what_stopped if instance.call in ALWAYS_CALLED else None
            return self._tallies[instance.instance_id].instance(stop)
        conversation = self._conversations.get(instance.conversation or "")
        if conversation is None:
            return Outcome(instance.instance_id, Verdict.NOT_TESTABLE, "Its scenario was not acted out.")
        found = self._before.outcomes.get(instance.instance_id) if self._before else None
        return found or judge_conversation(check, conversation, instance.instance_id, self._recording.exchanges)

    @cached_property
    def _what_stopped(self) -> Stop | None:
        """Return why the first scenario ended early that lacked what it needed; else one that needed the Seller."""
        conversations = self._recording.conversations
        needed = (c.stop for c in conversations if c.stop and c.stop.lack is Lack.NEEDED)
        nobody_acted = (c.stop for c in conversations if c.stop and "nobody acts" in c.facts)
        return next(chain(needed, nobody_acted), None)

    @cached_property
    def _before(self) -> JudgedBefore | None:
        return self._judged_before()

    @cached_property
    def _tallies(self) -> Mapping[str, ExchangeTally]:
        return self._before.tallies if self._before else self._pass_over_exchanges()

    def _pass_over_exchanges(self) -> Mapping[str, ExchangeTally]:
        judging = ExchangePass(self._recording.base_uri, self._planned)
        judging.judge(self._recording.exchanges)
        return judging.tallies
