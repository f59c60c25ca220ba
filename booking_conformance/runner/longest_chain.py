"""The scenario that waited longest for the target: no concurrency makes a run shorter than that."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from booking_conformance.results import LongestChain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from booking_conformance.recording import Conversation, Exchange


def longest_chain(conversations: Iterable[Conversation]) -> LongestChain | None:
    """Return the scenario whose requests were on their way longest; of several the first by id, None when none was."""
    chains = ((_waited_s(each.exchanges), each) for each in sorted(conversations, key=lambda each: each.id))
    waited_s, longest = max(chains, key=lambda chain: chain[0], default=(0.0, None))
    if longest is None or not waited_s:
        return None
    return LongestChain(longest.id, tuple(exchange.step for exchange in longest.exchanges), round(waited_s, 3))


def _waited_s(exchanges: Sequence[Exchange]) -> float:
    """Return for how many seconds one of the requests or more was on its way."""
    waited, until = timedelta(), None
    for exchange in sorted(exchanges, key=lambda exchange: exchange.started):
        begun = exchange.started if until is None else max(exchange.started, until)
        waited += max(exchange.ended - begun, timedelta())
        until = exchange.ended if until is None else max(until, exchange.ended)
    return waited.total_seconds()
