"""The tallies of all exchange checks on one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check.judging.call_answers import CallAnswers
from booking_conformance.check.judging.evaluation import judge_exchange
from booking_conformance.check.judging.exchange_tally import NOTHING_SAID, ExchangeTally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from booking_conformance.check.declaration import Check
    from booking_conformance.recording import Exchange, History
    from booking_conformance.results import Evidence, Verdict


class CallTallies:
    """The tallies of the checks on one call, which all judge the same exchanges."""

    def __init__(self) -> None:
        self._answers = CallAnswers()
        self._tallies: list[ExchangeTally] = []

    def __iter__(self) -> Iterator[ExchangeTally]:
        return iter(self._tallies)

    def add(self, check: Check, instance_id: str) -> ExchangeTally:
        """Add the tally of a check, and return it."""
        tally = ExchangeTally(check, instance_id, self._answers)
        self._tallies.append(tally)
        return tally

    def judge(self, exchange: Exchange, history: History) -> bool:
        """Judge one exchange by all checks and return whether it is kept as evidence."""
        return self.take(exchange, [judge_exchange(tally.check, exchange, history) for tally in self._tallies])

    def take(self, exchange: Exchange, verdicts: Iterable[tuple[Verdict, Evidence | None]]) -> bool:
        """Take in what ``judge_exchange`` came to by each check; return whether the exchange is kept as evidence."""
        self._answers.note(exchange)
        kept = False
        for tally, (verdict, evidence) in zip(self._tallies, verdicts, strict=True):
            # What most checks say of most exchanges need not be kept.
            if verdict is not NOTHING_SAID:
                kept |= tally.take(exchange, verdict, evidence)
        return kept
