"""Judges a recording while it grows: each exchange in its turn, and each conversation when it has ended."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.judging.exchange_pass import ExchangePass
from booking_conformance.openactive.shown_features import FeatureSearch
from booking_conformance.recording import StillGrowing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from booking_conformance.check.declaration import Check
    from booking_conformance.check.judging.exchange_tally import ExchangeTally
    from booking_conformance.check.planning.instances import CheckInstance
    from booking_conformance.check.planning.plan import Planned
    from booking_conformance.recording import Conversation, Document, Exchange
    from booking_conformance.results import Outcome


@dataclass(frozen=True)
class Growth:
    """What has come: exchanges, in the order of sending, and conversations that ended.

    Of these the exchanges are named by their ids: they came before, or come now.
    """

    base_uri: str
    exchanges: Sequence[Exchange]
    ended: Sequence[tuple[Conversation, Sequence[str]]]

    @classmethod
    def of(cls, base_uri: str, exchanges: Sequence[Exchange], ended: Sequence[Conversation]) -> Growth:
        """Return what has come, of whole conversations."""
        return cls(
            base_uri, exchanges, [(replace(each, exchanges=()), [e.id for e in each.exchanges]) for each in ended]
        )


@dataclass(frozen=True)
class JudgedBefore:
    """What was judged while a recording grew, by instance id.

    ``tallies`` are those of all exchange checks, ``outcomes`` those of the checks that read one conversation alone,
    and ``shown`` is the first place of each feature that shows.
    """

    tallies: Mapping[str, ExchangeTally]
    outcomes: Mapping[str, Outcome]
    shown: Mapping[str, Document]


def judge_growing(planned: Planned, growing: Iterator[Growth]) -> JudgedBefore:
    """Judge what comes, until it ends; at least once something does."""
    first = next(growing)
    exchanges, conversations = ExchangePass(first.base_uri, planned), _Conversations(planned)
    search = FeatureSearch()
    exchanges.judge(_searched(search, conversations.taken(chain([first], growing))))
    return JudgedBefore(exchanges.tallies, conversations.outcomes, search.result())


def _searched(search: FeatureSearch, exchanges: Iterator[Exchange]) -> Iterator[Exchange]:
    """Yield exchanges; each is searched when it has been judged, and what it says was parsed."""
    for exchange in exchanges:
        yield exchange
        search.take(exchange)


class _Conversations:
    """Judges the conversations that end; ``outcomes`` are what came of it by instance id."""

    def __init__(self, planned: Planned) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self._said: dict[str, dict[str, Exchange]] = {}
        self._planned: dict[str, list[tuple[Check, CheckInstance]]] = defaultdict(list)
        for check, instance in planned:
            if instance.conversation is not None and instance.preset is None:
                self._planned[instance.conversation].append((check, instance))

    def taken(self, growing: Iterator[Growth]) -> Iterator[Exchange]:
        """Yield the exchanges that come, and judge the conversations that ended with them."""
        for growth in growing:
            yield from growth.exchanges
            for exchange in growth.exchanges:
                if exchange.scenario in self._planned:
                    self._said.setdefault(exchange.scenario, {})[exchange.id] = exchange
            for conversation, identifiers in growth.ended:
                if conversation.id in self._planned:
                    said = self._said.pop(conversation.id, {})
                    self._judge(replace(conversation, exchanges=tuple(said[each] for each in identifiers)))

    def _judge(self, conversation: Conversation) -> None:
        for check, instance in self._planned[conversation.id]:
            with suppress(StillGrowing):
                outcome = judge_conversation(check, conversation, instance.instance_id, None)
                self.outcomes[instance.instance_id] = outcome
