"""From a check and what it judges to an outcome. The same function serves pytest, ``prove`` and ``audit``."""

from __future__ import annotations

import time
import traceback
from typing import TYPE_CHECKING, Any

from booking_conformance.check import verify
from booking_conformance.check.blame import broken
from booking_conformance.recording import CutOff, Lack, NotReached, NotRecorded, Reading, StillGrowing
from booking_conformance.results import Evidence, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.check.declaration import Check
    from booking_conformance.recording import Conversation, Exchange, History, Stop

_RAISED: dict[type[verify.VerdictRaised], Verdict] = {
    verify.Information: Verdict.INFO,
    verify.NotTestable: Verdict.NOT_TESTABLE,
    verify.NotApplicable: Verdict.NOT_APPLICABLE,
    verify.Beyond: Verdict.NOT_RUN,
}
_UNREACHED = {
    Lack.NEEDED: Verdict.NOT_TESTABLE,
    Lack.NONE: Verdict.NOT_APPLICABLE,
    Lack.BEYOND: Verdict.NOT_RUN,
}
_WITH_REMEDY = {Verdict.NOT_TESTABLE, Verdict.NOT_RUN}
# Success of a cancellation is only recommended: being refused so is a proper answer.
_PROPER_REFUSALS = {"CancellationNotPermittedError"}
_NOT_FOUND = {404, 410}
_OF_SPECIFICATION = '"test:'
_FIX_THE_CALL = "Look at this call, and fix the booking system or the configuration."
_EVIDENCE_KEPT = 20


def judge_conversation(
    check: Check, conversation: Conversation, instance_id: str, everything: Sequence[Exchange] | None = ()
) -> Outcome:
    """Judge one finished scenario of a run in which ``everything`` was recorded; None while the run goes on.

    A check that passes without having read anything is an internal error. Raises StillGrowing where the check reads
    more than the conversation, and there may be more to come.
    """
    started = time.perf_counter()
    reading = Reading(conversation, everything)
    verdict, evidence = _run(check, "", reading)
    read = reading.read
    if verdict is Verdict.PASS and not read:
        verdict, evidence = Verdict.ERROR, Evidence("Internal error in the check: it passed without reading anything.")
    cited = (evidence.exchange,) if evidence and evidence.exchange else ()
    return Outcome(
        id=instance_id,
        verdict=verdict,
        reason=evidence.message if evidence else "",
        evidence=(evidence,) if evidence else (),
        exchanges=tuple(dict.fromkeys(cited + read)),
        # As precise as the report states it: whoever compares the files later has no more.
        duration_s=round(time.perf_counter() - started, 6),
        remedy=_remedy(verdict, evidence),
    )


def _remedy(verdict: Verdict, evidence: Evidence | None) -> str:
    if evidence is None or verdict not in _WITH_REMEDY:
        return ""
    return evidence.remedy or (_FIX_THE_CALL if evidence.exchange else "")


def judge_exchange(check: Check, exchange: Exchange, history: History) -> tuple[Verdict, Evidence | None]:
    """Judge one exchange by an exchange check, which is a pure function of it and of what was said before."""
    return _run(check, exchange.call, exchange, history)


class ExchangeTally:
    """The outcome of an exchange check on one call, gathered exchange by exchange."""

    def __init__(self, check: Check, instance_id: str) -> None:
        self.check = check
        self._id = instance_id
        self._judged = 0
        self._examples: list[str] = []
        self._found: list[tuple[Verdict, Evidence]] = []
        self._count: dict[Verdict, int] = {}
        self._blamed: set[str] = set()
        self._seen = 0
        self._refusal: Exchange | None = None
        self._answered = False

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
        """Judge one exchange and return whether it is kept as evidence."""
        return self.take(exchange, *judge_exchange(self.check, exchange, history))

    def take(self, exchange: Exchange, verdict: Verdict, evidence: Evidence | None) -> bool:
        """Take in what ``judge_exchange`` came to, wherever that was; return whether the exchange is kept as evidence.

        NotApplicable means that it says nothing about the rule.
        """
        self._note(exchange)
        if verdict is Verdict.NOT_APPLICABLE:
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
        return True

    def _note(self, exchange: Exchange) -> None:
        self._seen += 1
        if exchange.intent == "ordinary" and not _may_be_refused(exchange):
            self._answered |= exchange.succeeded or exchange.shown_type in _PROPER_REFUSALS
            self._refusal = self._refusal or exchange

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
            remedy=_remedy(verdict, evidence[0] if evidence else None),
        )

    def _nothing_judged(self, stop: Stop | None) -> Outcome:
        if self._refusal and not self._answered:
            message = f"None of these calls succeeded; the first: {self._refusal.summary}."
            return self._lacking(message, self._refusal.id, _FIX_THE_CALL)
        if stop and stop.lack is Lack.BEYOND and not self._answered:
            return Outcome(
                self._id, Verdict.NOT_RUN, f"This call could not succeed: {stop.message}.", remedy=stop.remedy
            )
        if stop and stop.lack is Lack.NEEDED and not self._seen:
            return self._lacking(f"This call was never made: {stop.message}.", stop.exchange, stop.remedy)
        reason = (
            f"None of {self._seen} responses contains anything that the rule covers."
            if self._seen
            else f"No call of {self._id.partition('[')[2].removesuffix(']') or 'this kind'} was made."
        )
        return Outcome(self._id, Verdict.NOT_APPLICABLE, reason)

    def _lacking(self, message: str, exchange: str | None, remedy: str) -> Outcome:
        evidence = Evidence(message, exchange=exchange, remedy=remedy)
        exchanges = (exchange,) if exchange else ()
        remedy = _remedy(Verdict.NOT_TESTABLE, evidence)
        return Outcome(self._id, Verdict.NOT_TESTABLE, message, (evidence,), exchanges, remedy=remedy)

    def _reason(self, verdict: Verdict, evidence: tuple[Evidence, ...]) -> str:
        if not evidence:
            return ""
        count = self._count[verdict]
        return evidence[0].message + (f" ({count} of {self._judged} exchanges)" if self._judged > 1 else "")


def _may_be_refused(exchange: Exchange) -> bool:
    """Return whether no system has to let a message succeed.

    Order Status need not find what is a quote, a proposal or deleted (open reading 37), and a Test Interface need not
    know actions that are none of the specification.
    """
    if exchange.call == "order-status":
        return exchange.status in _NOT_FOUND
    return exchange.call == "test-action" and _OF_SPECIFICATION not in (exchange.request.body or "")


def _run(check: Check, call: str, *judged: Any) -> tuple[Verdict, Evidence | None]:
    try:
        check.function(*judged)
    except verify.Failed as failed:
        return broken(check, failed.evidence, call)
    except verify.VerdictRaised as raised:
        return _RAISED[type(raised)], raised.evidence
    except NotRecorded as lost:
        return _not_recorded(lost)
    except NotReached as missing:
        return _unreached(missing)
    except StillGrowing:
        raise
    except Exception:  # noqa: BLE001 - whatever else a check raises is the suite's own fault, and must not be a verdict
        return Verdict.ERROR, Evidence(f"Internal error in the check: {traceback.format_exc(limit=-3)}")
    return Verdict.PASS, None


def _not_recorded(lost: NotRecorded) -> tuple[Verdict, Evidence]:
    message = f"It cannot be judged: {lost}."
    if isinstance(lost, CutOff):
        return Verdict.NOT_TESTABLE, Evidence(message, exchange=lost.exchange, remedy=lost.remedy)
    return Verdict.NOT_APPLICABLE, Evidence(message)


def _unreached(missing: NotReached) -> tuple[Verdict, Evidence]:
    if missing.internal_error:
        return Verdict.ERROR, Evidence(str(missing))
    cause = missing.exchange
    evidence = Evidence(
        str(missing),
        exchange=cause.id if cause else None,
        got=cause.summary if cause else None,
        remedy=missing.remedy,
    )
    return _UNREACHED[missing.lack], evidence
