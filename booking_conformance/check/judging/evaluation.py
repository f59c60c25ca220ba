"""From a check and what it judges to an outcome. The same function serves pytest, ``prove`` and ``audit``."""

from __future__ import annotations

import time
import traceback
from typing import TYPE_CHECKING

from booking_conformance.check import verify
from booking_conformance.check.judging.blame import broken
from booking_conformance.check.judging.excuses import excuse, remedy_of_excuse
from booking_conformance.recording import CutOff, Lack, NotReached, NotRecorded, Reading, StillGrowing
from booking_conformance.results import Evidence, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.check.declaration import Check
    from booking_conformance.recording import Conversation, Exchange, History

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
# In Python 3.11 a member of an enumeration is looked for at each use: as many checks pass, once is enough.
_PASSED: tuple[Verdict, None] = (Verdict.PASS, None)
_NOT_APPLICABLE = Verdict.NOT_APPLICABLE
FIX_THE_CALL = "Look at this call, and fix the booking system or the configuration."


def judge_conversation(
    check: Check, conversation: Conversation, instance_id: str, everything: Sequence[Exchange] | None = ()
) -> Outcome:
    """Judge one finished scenario of a run in which ``everything`` was recorded; None while the run goes on.

    A check that passes without having read anything is an internal error. Raises StillGrowing where the check reads
    more than the conversation, and there may be more to come.
    """
    started = time.perf_counter()
    reading = Reading(conversation, everything)
    verdict, evidence = _run(check, reading)
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
        # As precise as the report states it: a later comparison of the files has no more.
        duration_s=round(time.perf_counter() - started, 6),
        remedy=remedy_of(verdict, evidence),
    )


def remedy_of(verdict: Verdict, evidence: Evidence | None) -> str:
    """Return what to configure, seed or fix where a verdict is for want of something, "" where it is not."""
    if evidence is None or verdict not in _WITH_REMEDY:
        return ""
    return evidence.remedy or (FIX_THE_CALL if evidence.exchange else "")


def _run(check: Check, reading: Reading) -> tuple[Verdict, Evidence | None]:
    try:
        check.function(reading)
    except verify.Failed as failed:
        excused = excuse(reading, failed.evidence)
        return (Verdict.NOT_TESTABLE, excused) if excused else _verdict_of(failed, check, "")
    except Exception as raised:  # noqa: BLE001 - whatever else a check raises must not be a verdict
        return _verdict_of(raised, check, "")
    return _PASSED


def judge_exchange(check: Check, exchange: Exchange, history: History) -> tuple[Verdict, Evidence | None]:
    """Judge one exchange by an exchange check, which is a pure function of it and of what was said before."""
    try:
        check.function(exchange, history)
    except verify.NotApplicable as raised:  # what most of them say
        return _NOT_APPLICABLE, raised.evidence
    except Exception as raised:  # noqa: BLE001 - as for a conversation
        return _verdict_of(raised, check, exchange.call)
    return _PASSED


def _verdict_of(raised: Exception, check: Check, call: str) -> tuple[Verdict, Evidence | None]:
    """Return what an exception of a check means: whatever is none of ours is the suite's own fault, and no verdict."""
    if isinstance(raised, verify.Failed):
        return broken(check, raised.evidence, call)
    if isinstance(raised, verify.VerdictRaised):
        return _RAISED[type(raised)], raised.evidence
    if isinstance(raised, NotRecorded):
        return _not_recorded(raised)
    if isinstance(raised, NotReached):
        return _unreached(raised)
    if isinstance(raised, StillGrowing):
        raise raised
    return Verdict.ERROR, Evidence(f"Internal error in the check: {traceback.format_exc(limit=-3)}")


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
        remedy=missing.remedy or remedy_of_excuse(cause),
    )
    return _UNREACHED[missing.lack], evidence
