"""What one exchange check comes to on the exchanges of one call, gathered as they come."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from booking_conformance.check.judging.call_answers import CallAnswers
from booking_conformance.check.judging.evaluation import FIX_THE_CALL, judge_exchange, remedy_of
from booking_conformance.recording import Lack
from booking_conformance.results import Evidence, Outcome, Verdict

if TYPE_CHECKING:
    from booking_conformance.check.declaration import Check
    from booking_conformance.recording import Exchange, History, Stop
    from booking_conformance.recording.deletions import Deletions

_EVIDENCE_KEPT = 20
NOTHING_SAID = Verdict.NOT_APPLICABLE


class ExchangeTally:
    """The outcome of an exchange check on one call, gathered exchange by exchange.

    ``answers`` is what all tallies on the call have in common.
    """

    def __init__(self, check: Check, instance_id: str, answers: CallAnswers | None = None) -> None:
        self.check = check
        self._id = instance_id
        self._judged = 0
        self._examples: list[str] = []
        self._found: list[tuple[Verdict, Evidence]] = []
        self._count: dict[Verdict, int] = {}
        self._blamed: set[str] = set()
        self._suspects: list[Exchange] = []
        self._answers = answers or CallAnswers()

    def __getstate__(self) -> dict[str, Any]:
        """Return what was found. A check is a function, and not to be found by its name: it stays behind."""
        return {name: value for name, value in vars(self).items() if name != "check"}

    @property
    def judged(self) -> int:
        """How many exchanges said something about the rule."""
        return self._judged

    def count(self, verdict: Verdict) -> int:
        """Return how many exchanges came to a verdict other than pass."""
        return self._count.get(verdict, 0)

    def judge(self, exchange: Exchange, history: History) -> bool:
        """Judge one exchange of a call that has no other tally, and return whether it is kept as evidence."""
        self._answers.note(exchange)
        return self.take(exchange, *judge_exchange(self.check, exchange, history))

    def take(self, exchange: Exchange, verdict: Verdict, evidence: Evidence | None) -> bool:
        """Take in what ``judge_exchange`` came to, wherever that was; return whether the exchange is kept as evidence.

        NotApplicable means that it says nothing about the rule.
        """
        if verdict is NOTHING_SAID:
            return False
        self._judged += 1
        if len(self._examples) < _EVIDENCE_KEPT:
            self._examples.append(exchange.id)
        if evidence is None:
            return False
        self._count[verdict] = self._count.get(verdict, 0) + 1
        if self._count[verdict] > _EVIDENCE_KEPT and self._blamed.issuperset(evidence.requirements):
            return False
        self._blamed.update(evidence.requirements)
        self._found.append((verdict, evidence))
        if self.check.unless_deleted:
            self._suspects.append(exchange)
        return True

    def confirm(self, deletions: Deletions) -> None:
        """Take back what the deletion of an Order may explain, when the whole recording has been seen."""
        found, suspects = self._found, self._suspects
        stands = [not deletions.may_have_met(exchange) for exchange in suspects]
        if all(stands):
            return
        self._found = [one for one, holds in zip(found, stands, strict=True) if holds]
        self._suspects = [one for one, holds in zip(suspects, stands, strict=True) if holds]
        self._count = Counter(verdict for verdict, _ in self._found)
        self._judged -= len(found) - len(self._found)

    def instance(self, stop: Stop | None = None) -> Outcome:
        """Return the outcome; ``stop`` is why the run may have failed to make the call. Nothing judged never passes."""
        if not self._judged:
            return self._nothing_judged(stop)
        verdict = Verdict.worst([found for found, _ in self._found]) if self._found else Verdict.PASS
        evidence = tuple(e for found, e in self._found if found is verdict)
        exchanges = [e.exchange for e in evidence if e.exchange] or self._examples
        return Outcome(
            self._id,
            verdict,
            self._reason(verdict, evidence),
            evidence,
            tuple(dict.fromkeys(exchanges)),
            remedy=remedy_of(verdict, evidence[0] if evidence else None),
        )

    def _nothing_judged(self, stop: Stop | None) -> Outcome:
        if self._answers.refusal and not self._answers.answered:
            message = f"None of these calls succeeded; the first: {self._answers.refusal.summary}."
            return self._lacking(message, self._answers.refusal.id, FIX_THE_CALL)
        if stop and stop.lack is Lack.BEYOND and not self._answers.answered:
            return Outcome(
                self._id, Verdict.NOT_RUN, f"This call could not succeed: {stop.message}.", remedy=stop.remedy
            )
        if stop and stop.lack is Lack.NEEDED and not self._answers.seen:
            return self._lacking(f"This call was never made: {stop.message}.", stop.exchange, stop.remedy)
        reason = (
            f"None of {self._answers.seen} responses contains anything that the rule covers."
            if self._answers.seen
            else f"No call of {self._id.partition('[')[2].removesuffix(']') or 'this kind'} was made."
        )
        return Outcome(self._id, Verdict.NOT_APPLICABLE, reason)

    def _lacking(self, message: str, exchange: str | None, remedy: str) -> Outcome:
        evidence = Evidence(message, exchange=exchange, remedy=remedy)
        exchanges = (exchange,) if exchange else ()
        remedy = remedy_of(Verdict.NOT_TESTABLE, evidence)
        return Outcome(self._id, Verdict.NOT_TESTABLE, message, (evidence,), exchanges, remedy=remedy)

    def _reason(self, verdict: Verdict, evidence: tuple[Evidence, ...]) -> str:
        if not evidence:
            return ""
        count = self._count[verdict]
        return evidence[0].message + (f" ({count} of {self._judged} exchanges)" if self._judged > 1 else "")
