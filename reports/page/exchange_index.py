"""Where each exchange stands in the page: in full once, linked from then on, as many as there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.reports.evidence_text import curl, request_text, response_text
from booking_conformance.reports.safe_text import BODY_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from booking_conformance.recording import Exchange

EXCHANGES_SHOWN = 60
# Characters of all messages: what failures rest on comes first, the other steps of their conversations have the rest.
ROOM = 300_000
ROOM_FOR_STEPS = 200_000
STEPS_BEFORE, STEPS_AFTER = 24, 4
_BODY_OF_STEP = 3_000


@dataclass(frozen=True)
class Placed:
    """An exchange and where it stands: shown "here", "above", or in the HAR file only ("har").

    Here it has the texts of its messages.
    """

    id: str
    where: str
    anchor: str = ""
    exchange: Exchange | None = None
    request: str = ""
    response: str = ""
    curl: str = ""


@dataclass(frozen=True)
class Steps:
    """The steps of a conversation around one of them, and how many more there are before and after."""

    shown: tuple[str, ...] = ()
    before: int = 0
    after: int = 0


class ExchangeIndex:
    """Gives each exchange its place in the page.

    The page is rendered from top to bottom, so who asks first shows it.
    """

    def __init__(self, exchanges: Iterable[Exchange], limit: int = EXCHANGES_SHOWN) -> None:
        self._exchanges = {exchange.id: exchange for exchange in exchanges}
        self._anchors: dict[str, str] = {}
        self._left = limit
        self._placings = 0
        self._brief: set[str] = set()
        self._room = {False: ROOM, True: ROOM_FOR_STEPS}
        self._by_scenario: dict[str, list[str]] = {}
        for exchange in self._exchanges.values():
            if exchange.scenario and not exchange.superseded:
                self._by_scenario.setdefault(exchange.scenario, []).append(exchange.id)

    def find(self, identifier: str) -> Placed:
        """Return where an exchange already stands."""
        if identifier in self._anchors:
            return Placed(identifier, "above", self._anchors[identifier], self._exchanges[identifier])
        return Placed(identifier, "har", exchange=self._exchanges.get(identifier))

    def steps(self, identifier: str) -> Steps:
        """Return the steps of the conversation that an exchange belongs to; none when it has no conversation."""
        shown = self._exchanges.get(identifier)
        steps = self._by_scenario.get(shown.scenario, []) if shown else []
        if identifier not in steps:
            return Steps()
        at = steps.index(identifier)
        first, end = max(at - STEPS_BEFORE, 0), at + STEPS_AFTER + 1
        return Steps(tuple(steps[first:end]), first, max(len(steps) - end, 0))

    def place(self, identifier: str) -> Placed:
        """Return where an exchange stands, giving it a place here if it has none in full and there is room."""
        if self._left <= 0:
            return self.find(identifier)
        found = self._placed(identifier, brief=False)
        self._left -= found.where == "here"
        return found

    def step(self, identifier: str) -> Placed:
        """Return where a step stands, giving it a place here, with short bodies, if it has none and there is room."""
        return self._placed(identifier, brief=True)

    def _placed(self, identifier: str, *, brief: bool) -> Placed:
        found = self.find(identifier)
        stands = found.where == "above" and (brief or identifier not in self._brief)
        if stands or found.exchange is None or self._room[brief] <= 0:
            return found
        limit = _BODY_OF_STEP if brief else BODY_SHOWN
        exchange = found.exchange
        texts = (request_text(exchange, limit), response_text(exchange, limit), "" if brief else curl(exchange))
        self._room[brief] -= sum(map(len, texts))
        (self._brief.add if brief else self._brief.discard)(identifier)
        self._placings += 1
        anchor = self._anchors[identifier] = f"exchange-{self._placings}"
        return Placed(identifier, "here", anchor, exchange, *texts)
