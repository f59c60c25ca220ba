"""What the exchange checks come to on the exchanges of one call, gathered as they come."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from booking_conformance.check.judging.evaluation import FIX_THE_CALL, judge_exchange, remedy_of
from booking_conformance.recording import Lack
from booking_conformance.results import Evidence, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from booking_conformance.check.declaration import Check
    from booking_conformance.recording import Exchange, History, Stop
    from booking_conformance.recording.deletions import Deletions

# Success of a cancellation is only recommended: being refused so is a proper answer.
_PROPER_REFUSALS = {"CancellationNotPermittedError"}
_NOT_FOUND = {404, 405, 410}
_MAY_BE_ELSEWHERE = {"order-status", "customer-account"}
_OF_SPECIFICATION = '"test:'
_EVIDENCE_KEPT = 20
_NOTHING_SAID = Verdict.NOT_APPLICABLE


class CallTallies:
    """The tallies of the checks on one call, which all judge the same exchanges."""

    def __init__(self) -> None:
        self._said = Said()
        self._tallies: list[ExchangeTally] = []

    def __iter__(self) -> Iterator[ExchangeTally]:
        return iter(self._tallies)

    def add(self, check: Check, instance_id: str) -> ExchangeTally:
        """Add the tally of a check, and return it."""
        tally = ExchangeTally(check, instance_id, self._said)
        self._tallies.append(tally)
        return tally

    def judge(self, exchange: Exchange, history: History) -> bool:
        """Judge one exchange by all checks and return whether it is kept as evidence."""
        return self.take(exchange, [judge_exchange(tally.check, exchange, history) for tally in self._tallies])

    def take(self, exchange: Exchange, verdicts: Iterable[tuple[Verdict, Evidence | None]]) -> bool:
        """Take in what ``judge_exchange`` came to by each check; return whether the exchange is kept as evidence."""
        self._said.note(exchange)
        kept = False
        for tally, (verdict, evidence) in zip(self._tallies, verdicts, strict=True):
            # What most checks say of most exchanges need not be kept.
            if verdict is not _NOTHING_SAID:
                kept |= tally.take(exchange, verdict, evidence)
        return kept


class Said:
    """How calls of one kind were answered: where no answer says anything about a rule, this may say why.

    ``seen`` is how many there were, ``refusal`` the first that was refused though nothing seems to be wrong with it,
    and ``answered`` whether any was not.
    """

    def __init__(self) -> None:
        self.seen = 0
        self.refusal: Exchange | None = None
        self.answered = False

    def note(self, exchange: Exchange) -> None:
        """Take in an exchange."""
        self.seen += 1
        if exchange.intent == "ordinary" and not _may_be_refused(exchange):
            self.answered |= exchange.succeeded or exchange.shown_type in _PROPER_REFUSALS
            self.refusal = self.refusal or exchange


class ExchangeTally:
    """The outcome of an exchange check on one call, gathered exchange by exchange.

    ``said`` is what all tallies on the call have in common.
    """

    def __init__(self, check: Check, instance_id: str, said: Said | None = None) -> None:
        self.check = check
        self._id = instance_id
        self._judged = 0
        self._examples: list[str] = []
        self._found: list[tuple[Verdict, Evidence]] = []
        self._count: dict[Verdict, int] = {}
        self._blamed: set[str] = set()
        self._suspects: list[Exchange] = []
        self._said = said or Said()

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
        self._said.note(exchange)
        return self.take(exchange, *judge_exchange(self.check, exchange, history))

    def take(self, exchange: Exchange, verdict: Verdict, evidence: Evidence | None) -> bool:
        """Take in what ``judge_exchange`` came to, wherever that was; return whether the exchange is kept as evidence.

        NotApplicable means that it says nothing about the rule.
        """
        if verdict is _NOTHING_SAID:
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
        if self._said.refusal and not self._said.answered:
            message = f"None of these calls succeeded; the first: {self._said.refusal.summary}."
            return self._lacking(message, self._said.refusal.id, FIX_THE_CALL)
        if stop and stop.lack is Lack.BEYOND and not self._said.answered:
            return Outcome(
                self._id, Verdict.NOT_RUN, f"This call could not succeed: {stop.message}.", remedy=stop.remedy
            )
        if stop and stop.lack is Lack.NEEDED and not self._said.seen:
            return self._lacking(f"This call was never made: {stop.message}.", stop.exchange, stop.remedy)
        reason = (
            f"None of {self._said.seen} responses contains anything that the rule covers."
            if self._said.seen
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


def _may_be_refused(exchange: Exchange) -> bool:
    """Return whether no system has to let a message succeed.

    Order Status need not find what is a quote, a proposal or deleted (open reading 37), accounts of customers may be
    made elsewhere than at a checkout, and a Test Interface need not know actions that are none of the specification.
    """
    if exchange.call in _MAY_BE_ELSEWHERE:
        return exchange.status in _NOT_FOUND
    return exchange.call == "test-action" and _OF_SPECIFICATION not in (exchange.request.body or "")
