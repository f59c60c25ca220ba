"""What the open feeds show, lent to the scenarios of a run: a target without a Test Interface has no more than that.

Scenarios share what they only quote or book, as far as its spaces go; one that watches how many spaces are left has
an opportunity to itself meanwhile, with its spaces as they were at first. What is rare is left for who needs it.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from heapq import nsmallest
from itertools import product
from typing import TYPE_CHECKING, Any

from booking_conformance.openactive.opportunities.criteria import LAST_SPACE
from booking_conformance.openactive.opportunities.opportunity import Opportunity
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.openactive.opportunities.published_offer import PublishedOffer
from booking_conformance.patience import within
from booking_conformance.recording import Lack
from booking_conformance.scenario.supply.basket import in_one_basket
from booking_conformance.scenario.supply.lag import Lag
from booking_conformance.scenario.supply.parents import has_data
from booking_conformance.scenario.supply.restraint import Restraint
from booking_conformance.scenario.supply.shelved import note_rarity, shelve
from booking_conformance.scenario.supply.shortage import shortage_of
from booking_conformance.scenario.supply.wanted import Shortage, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from booking_conformance.config import Configuration
    from booking_conformance.scenario.feeds.reader import FeedReader
    from booking_conformance.scenario.supply.parents import Parents
    from booking_conformance.scenario.supply.shelved import Shelved

    Loans = list[tuple[Shelved, Wanted]]

_PATIENCE = 4
# So long a sentinel waits for what those have who wait for one themselves: another sentinel may free some of them.
_STUCK_SECONDS = 5.0
_MANY = 8
# Whether what is kept and what is set aside is among what serves, in this order.
_TURNS = ((False, False), (True, False), (True, True))


class Shelf:
    """Lends the opportunities of the open feeds."""

    def __init__(self, configuration: Configuration, feeds: Mapping[str, FeedReader], parents: Parents) -> None:
        self._configuration = configuration
        self._restraint = Restraint.on(configuration)
        self._feeds = feeds
        self._parents = parents
        self._within = configuration.network.feed_timeout
        self._shelved: dict[str, list[Shelved]] = {}
        self._filling = asyncio.Lock()
        self._loans: dict[object, Loans] = {}
        self._awaiting: set[object] = set()
        self._returned = asyncio.Event()
        self._lag = Lag()

    async def lend(self, wanted: Sequence[Wanted], borrower: object, scenario: str) -> list[Opportunity]:
        """Return an opportunity for each that is wanted, all at once; wait for those that others have.

        Raises Shortage when the feeds show too few, or when nobody gives any back.
        """
        for kind in {each.kind for each in wanted}:
            await self._fill(kind)
        asked, choices = self._possible(wanted)
        while (chosen := self._free(asked, choices)) is None:
            await self._await_return(asked[0], borrower)
        loans = list(zip(chosen, asked, strict=True))
        for shelved, each in loans:
            shelved.lend(each)
            if each.sentinel:
                self._lag.begin(each.kind)
        self._loans.setdefault(borrower, []).extend(loans)
        return [await self._handed_out(shelved, each) for shelved, each in loans]

    def take_back(self, borrower: object, *, booked: bool) -> None:
        """Have back what was lent; ``booked`` says that some of it may be left booked."""
        for shelved, wanted in self._loans.pop(borrower, ()):
            shelved.take_back(wanted, booked=booked)
            if wanted.sentinel:
                self._lag.end(wanted.kind)
        self._look_again()

    @contextmanager
    def awaiting_sentinel(self, borrower: object) -> Iterator[None]:
        """Take it that a borrower gives nothing back meanwhile: it waits for a sentinel."""
        self._awaiting.add(borrower)
        self._look_again()
        try:
            yield
        finally:
            self._awaiting.discard(borrower)

    def may_make_sentinels(self, borrower: object) -> bool:
        """Return whether what is for sentinels comes back, if it is lent, while this borrower waits for it."""
        aside = {shelved for kind in self._shelved.values() for shelved in kind if shelved.set_aside}
        return bool(aside) and aside.isdisjoint(shelved for shelved, _ in self._loans.get(borrower, ()))

    def _look_again(self) -> None:
        self._returned.set()
        self._returned = asyncio.Event()

    def confirm(self, kind: str, since: float) -> None:
        """Take as new what came back before ``since`` and shows as many spaces as at first.

        Not what may be held by an OrderProposal that is still open: feeds need not show that.
        """
        self._lag.came_through(kind, since)
        for shelved in self._shelved.get(kind, ()):
            came_back = shelved.returned is not None and shelved.returned < since and not shelved.borrowers
            item = None if shelved.proposed else self._feeds[kind].item(shelved.published.id)
            if came_back and item and capacity_of(kind, item.get("data")) == shelved.published.capacity:
                shelved.renew()

    async def _fill(self, kind: str) -> None:
        async with self._filling:
            if kind in self._shelved:
                return
            # What is above is read first: what refers to nothing that was published by then refers to nothing.
            for reader in (*self._parents.readers(kind), self._feeds[kind]):
                await reader.read_to_end(self._within * _PATIENCE)
            found = [self._shelve(kind, item) for item in self._feeds[kind].items() if has_data(item)]
            self._shelved[kind] = shelved = [each for each in found if each is not None]
            note_rarity(shelved)
            for seller in self._configuration.sellers:
                self._set_aside(kind, seller)
                for flow in self._configuration.flow_names:
                    self._keep_last_space(kind, seller, flow)

    def _shelve(self, kind: str, item: dict[str, Any]) -> Shelved | None:
        published = self._parents.join(kind, item["data"])
        names = {seller.id: name for name, seller in self._configuration.sellers.items()}
        seller = names.get(published.seller.id or "")
        if not published.id or seller is None or not published.is_of_its_type:
            return None
        now = datetime.now(UTC)
        for offer in published.offers:
            self._restraint.count(PublishedOffer(published, offer, now), seller)
        return shelve(published, seller, now, self._restraint.may_use, self._restraint.spared)

    def _set_aside(self, kind: str, seller: str) -> None:
        """Keep one for sentinels, for which others wait while they hold what they were lent; if there are two.

        Of many two are kept: what a sentinel gives back takes its time to come through the feed.
        """
        flow = self._configuration.flow_names[0]
        for criterion in ("BookableCancellable", "Bookable"):
            wanted = Wanted((criterion,), kind, flow, (seller,))
            fit = [each for each in self._shelved[kind] if each.is_for(wanted)]
            if len(fit) > 1:
                for each in nsmallest(2 if len(fit) >= _MANY else 1, fit, lambda each: each.rarity):
                    each.set_aside = True
                return

    def _keep_last_space(self, kind: str, seller: str, flow: str) -> None:
        """Keep one with one space, not that of sentinels, for those who watch it taken; if others serve the rest."""
        wanted = Wanted(("Bookable",), kind, flow, (seller,))
        last, others = [], 0
        for each in self._shelved[kind]:
            if each.is_for(replace(wanted, criteria=(LAST_SPACE,))) and not each.set_aside:
                last.append(each)
            elif each.is_for(wanted):
                others += 1
        if last and others > 1:
            min(last, key=lambda each: each.rarity).kept = True

    def _possible(self, wanted: Sequence[Wanted]) -> tuple[Sequence[Wanted], list[list[Shelved]]]:
        """Return the way in which each can be served, and by what, were nothing lent; Shortage if there is none.

        What is kept or set aside serves where nothing else does; but what is set aside does not serve whoever keeps
        several things for himself: he is the one who waits for sentinels.
        """
        wanted = wanted if self._restraint.near else _shared(wanted)
        selfish = len(wanted) > 1 and any(each.alone for each in wanted)
        for kept, aside in _TURNS[: 2 if selfish else 3]:
            for asked in product(*(each.ways for each in wanted)):
                choices = [self._choices(each, kept=kept, aside=aside or each.sentinel) for each in asked]
                if in_one_basket(asked, choices) is not None:
                    return asked, choices
        if any(each.alone and each.or_shared for each in wanted):
            return self._possible(_shared(wanted))
        raise shortage_of(wanted, self._choices, self._shelved, self._restraint)

    def _choices(self, wanted: Wanted, *, kept: bool = True, aside: bool = True) -> list[Shelved]:
        """Return what serves, without what is kept for a last space unless ``kept``, or set aside unless ``aside``."""
        given = kept or wanted.criterion == LAST_SPACE
        found = (each for each in self._shelved[wanted.kind] if (given or not each.kept) and each.is_for(wanted))
        return [each for each in found if aside or not each.set_aside]

    def _free(self, wanted: Sequence[Wanted], choices: Sequence[Sequence[Shelved]]) -> list[Shelved] | None:
        """Return what can be lent now, the cheapest for each; None when too little is there."""
        free = [[one for one in fit if one.is_free_for(each)] for each, fit in zip(wanted, choices, strict=True)]
        return in_one_basket(wanted, free)

    async def _await_return(self, wanted: Wanted, borrower: object) -> None:
        others = [other for other in self._loans if other is not borrower]
        if others:
            with suppress(TimeoutError):
                await within(self._patience(wanted, others), self._returned.wait())
                return
        reason, remedy = "all those in the open feeds are in use", f"Publish more {wanted}."
        raise Shortage(wanted, reason, remedy=remedy, lack=Lack.BEYOND)

    def _patience(self, wanted: Wanted, others: Sequence[object]) -> float:
        if not wanted.sentinel:
            return self._within * _PATIENCE
        return min(self._within, _STUCK_SECONDS) if self._awaiting.issuperset(others) else self._within

    async def _handed_out(self, shelved: Shelved, wanted: Wanted) -> Opportunity:
        exclusive = self._restraint.near and wanted.alone and shelved.returned is None
        settled = await self._settle(shelved, wanted) if wanted.alone and shelved.returned is not None else None
        item = settled or self._feeds[wanted.kind].item(shelved.published.id)
        published = self._parents.join(wanted.kind, item["data"]) if item and has_data(item) else shelved.published
        left = shelved.left_for(wanted)
        spaces = min(left, published.capacity or left) if wanted.alone else wanted.spaces
        return Opportunity(
            published,
            shelved.offer_for(wanted),
            wanted.criterion,
            wanted.seller,
            created=False,
            exclusive=exclusive,
            spaces=spaces,
        )

    async def _settle(self, shelved: Shelved, wanted: Wanted) -> dict[str, Any] | None:
        """Wait until what others did has come through, and the feed shows as many spaces as at first; return its item.

        Of what is spent it will not: then any number does that a page shows from now on.
        """
        kind, capacity = wanted.kind, shelved.published.capacity
        if capacity is None or shelved.returned is None:
            return None
        await self._lag.pass_by(kind, shelved.returned, self._within)
        feed = self._feeds[kind]
        seen = await feed.wait(
            "settled",
            shelved.published.id,
            has_data if shelved.spent else _shows(kind, capacity),
            awaited=f"{capacity} spaces",
            within=feed.patience.usual(self._within),
            since=time.monotonic() if shelved.spent else shelved.returned,
        )
        shelved.spent = shelved.spent or not seen.seen
        return seen.value if seen.seen else None


def _shared(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Return what is wanted when it is shared, where that will do."""
    return [replace(each, alone=each.alone and not each.or_shared) for each in wanted]


def _shows(kind: str, capacity: int) -> Callable[[dict[str, Any]], bool]:
    return lambda item: capacity_of(kind, item.get("data")) == capacity
