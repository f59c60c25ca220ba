"""One pass over the exchanges of a run, in which all its exchange checks judge them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from booking_conformance.check.judging.call_tallies import CallTallies
from booking_conformance.recording import History
from booking_conformance.recording.deletions import Deletions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from booking_conformance.check.declaration import Check
    from booking_conformance.check.judging.exchange_tally import ExchangeTally
    from booking_conformance.check.planning.instances import CheckInstance
    from booking_conformance.recording import Exchange


class ExchangePass:
    """Judges exchanges as they come, in the order of sending. ``tallies`` are what came of it by instance id."""

    def __init__(self, base_uri: str, planned: Iterable[tuple[Check, CheckInstance]]) -> None:
        self._history = History(base_uri)
        self._by_call: dict[str, CallTallies] = defaultdict(CallTallies)
        self.tallies: dict[str, ExchangeTally] = {}
        for check, instance in planned:
            if instance.call is not None:
                tally = self._by_call[instance.call].add(check, instance.instance_id)
                self.tallies[instance.instance_id] = tally

    def judge(self, exchanges: Iterable[Exchange]) -> None:
        """Judge all exchanges; those that were sent again are passed over."""
        deletions = Deletions()
        for exchange in exchanges:
            deletions.add(exchange)
            if not exchange.superseded:
                self._judge(exchange)
        for tally in self.tallies.values():
            tally.confirm(deletions)

    def _judge(self, exchange: Exchange) -> None:
        if exchange.response is not None and exchange.call in self._by_call:
            self._by_call[exchange.call].judge(exchange, self._history)
        self._history.add(exchange)
