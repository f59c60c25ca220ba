"""Scenarios that were overtaken by the clock: what an answer after the end of a lease shows, proves nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from booking_conformance.openactive.leases import had_ended, lease_ends
from booking_conformance.scenario.act_again import ActAgain

if TYPE_CHECKING:
    from booking_conformance.scenario.transcript import Transcript

MOST_TIMES: Final = 3


class TooLate(ActAgain):
    """A lease ended before all was answered that it was made for: the scenario may be acted out again."""


def in_time(transcript: Transcript, leased: str, *later: str, margin: timedelta = timedelta(0)) -> None:
    """Raise TooLate where the lease of the step ``leased`` ended before one of the ``later`` steps was answered.

    A ``margin`` before the end counts as the end. Steps that were not taken are passed over, and so are quotes whose
    lease was over when they came. Once a scenario has been acted out ``MOST_TIMES`` times, what it has must do.
    """
    quote = transcript.taken(leased)
    ends = lease_ends(quote) if quote else None
    if quote is None or ends is None or quote.ended >= ends or transcript.times >= MOST_TIMES:
        return
    answers = filter(None, map(transcript.taken, later))
    if any(had_ended(quote, answer, margin) for answer in answers):
        raise TooLate("a lease ended before the next response came")
