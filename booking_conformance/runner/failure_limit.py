"""``--max-failures``: each conversation is judged as soon as it ends, until so many checks have failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check.judging.judge import Judge
from booking_conformance.recording import Recording
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from booking_conformance.check import Check
    from booking_conformance.check.planning.instances import CheckInstance
    from booking_conformance.recording import Conversation


class FailureLimit:
    """Counts the checks that fail, those ``known`` to fail apart, and says when they are ``most``.

    A conversation is judged alone, so a check that compares it with others may fail only at the end of the run.
    """

    def __init__(
        self, planned: Sequence[tuple[Check, CheckInstance]], most: int, known: Collection[str] = frozenset()
    ) -> None:
        self._planned = [pair for pair in planned if pair[0].id not in known]
        self._most = most
        self._failed: set[str] = set()

    def __call__(self, conversation: Conversation, base_uri: str) -> str:
        """Judge a conversation that has ended; return why the run may end now, "" when it may not."""
        calls = {exchange.call for exchange in conversation.exchanges}
        judged = [
            (check, instance)
            for check, instance in self._planned
            if instance.conversation == conversation.id or instance.call in calls
        ]
        judge = Judge(Recording(base_uri, conversation.exchanges, (conversation,)), judged)
        outcomes = ((check, judge.judge(check, instance)) for check, instance in judged)
        self._failed |= {check.id for check, outcome in outcomes if outcome.verdict is Verdict.FAIL}
        if len(self._failed) < self._most:
            return ""
        return f"{len(self._failed)} {'check has' if len(self._failed) == 1 else 'checks have'} failed (--max-failures)"
