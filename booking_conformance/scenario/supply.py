"""Where opportunities come from: made through the Test Interface, or taken from the open feeds. Each is used once."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from booking_conformance.client.message import Message
from booking_conformance.openactive.criteria import Candidate, unmet
from booking_conformance.openactive.opportunity import Opportunity
from booking_conformance.scenario import bodies
from booking_conformance.scenario.parents import Parents, has_data
from booking_conformance.urls import host_of, is_loopback

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.client.session import Session
    from booking_conformance.config import Configuration
    from booking_conformance.openactive.published import PublishedOpportunity
    from booking_conformance.recording import Document, Exchange
    from booking_conformance.scenario.feed_reader import FeedReader

_FAR_AHEAD = timedelta(hours=24)


class Shortage(Exception):
    """No opportunity of the kind that was asked for; ``exchange`` is the answer that said so, if one did."""

    def __init__(self, message: str, exchange: str | None = None) -> None:
        super().__init__(message)
        self.exchange = exchange


@dataclass(frozen=True)
class Wanted:
    """An opportunity as a scenario asks for it: a criterion, a type, a flow, a Seller by name, for which scenario."""

    criterion: str
    kind: str
    flow: str = "simple"
    seller: str = "primary"
    scenario: str = ""

    def __str__(self) -> str:
        return f"{self.criterion} {self.kind} for the {self.flow} flow"

    def offer_in(self, opportunity: PublishedOpportunity) -> Document | list[str]:
        """Return the first offer that meets the criterion, or what is unmet with the last one."""
        missing = ["has an offer"]
        for offer in opportunity.offers:
            missing = unmet(self.criterion, self.flow, Candidate(opportunity, offer, datetime.now(UTC)))
            if not missing:
                return offer
        return missing


class _Source(Protocol):
    async def find(self, wanted: Wanted) -> Opportunity:
        """Return an opportunity as wanted; Shortage says why there is none."""


class Supply:
    """Hands out opportunities by named criteria (``openactive/criteria.py``), each once in a run."""

    def __init__(
        self,
        configuration: Configuration,
        session: Session,
        base_uri: str,
        feeds: Mapping[str, FeedReader],
        dataset: str,
    ) -> None:
        self._configuration = configuration
        self._feeds = feeds
        self.dataset = dataset
        self.parents = Parents(feeds)
        self.lacking: Counter[str] = Counter()
        created = configuration.opportunities.mode == "controlled"
        self._source: _Source = (
            _Created(configuration, session, base_uri, feeds, self.parents, dataset)
            if created
            else _Found(configuration, base_uri, feeds, self.parents)
        )

    async def take(self, wanted: Wanted) -> Opportunity:
        """Return an opportunity that nobody else in this run was given; Shortage, naming the criterion, without one."""
        if wanted.kind not in self._feeds:
            raise Shortage(f"the dataset site names no feed for {wanted.kind}")
        if wanted.seller not in self._configuration.sellers:
            raise Shortage(f"no {wanted.seller} Seller is configured")
        try:
            return await self._source.find(wanted)
        except Shortage as shortage:
            self.lacking[str(wanted)] += 1
            text = f"no opportunity {wanted.criterion} of {wanted.kind} for the {wanted.flow} flow: {shortage}"
            raise Shortage(text, shortage.exchange) from shortage


class _Created:
    """Opportunities made to measure through the Test Interface."""

    def __init__(
        self,
        configuration: Configuration,
        session: Session,
        base_uri: str,
        feeds: Mapping[str, FeedReader],
        parents: Parents,
        dataset: str,
    ) -> None:
        self._configuration = configuration
        self._session = session
        self._url = f"{base_uri}/test-interface/datasets/{dataset}/opportunities"
        self._feeds = feeds
        self._parents = parents
        self._dataset = dataset

    async def find(self, wanted: Wanted) -> Opportunity:
        answer = await self._ask(wanted)
        identifier = answer.answer["@id"].text
        if not answer.succeeded or identifier is None:
            raise Shortage(f"the Test Interface did not create one: {answer.summary}", answer.id)
        published = await self._published(wanted.kind, identifier, answer)
        offer = wanted.offer_in(published)
        if isinstance(offer, list):
            raise Shortage(f"the one created does not meet it: {'; '.join(offer)}", answer.id)
        return Opportunity(published, offer, wanted.criterion, wanted.seller, created=True)

    async def _ask(self, wanted: Wanted) -> Exchange:
        seller = self._configuration.sellers[wanted.seller].id
        body = bodies.wanted_opportunity(wanted.kind, seller, wanted.criterion, wanted.flow)
        self._session.journal.sending("test-opportunity", self._dataset, "primary", wanted.seller)
        message = Message(
            "test-opportunity",
            "POST",
            self._url,
            body,
            partner="primary",
            seller=wanted.seller,
            scenario=wanted.scenario,
            step="supply",
        )
        return await self._session.send(message)

    async def _published(self, kind: str, identifier: str, made: Exchange) -> PublishedOpportunity:
        within = self._configuration.network.feed_timeout
        seen = await self._feeds[kind].wait(
            "published", identifier, has_data, awaited=f"{identifier} in the feed", within=within
        )
        if not seen.seen:
            raise Shortage(
                f"{identifier} was created but did not appear in the {kind} feed within {within:g} s", made.id
            )
        return await self._parents.complete(kind, seen.value["data"], within)


class _Found:
    """Opportunities that the open feeds show."""

    def __init__(
        self, configuration: Configuration, base_uri: str, feeds: Mapping[str, FeedReader], parents: Parents
    ) -> None:
        self._configuration = configuration
        self._near = is_loopback(host_of(base_uri))
        self._feeds = feeds
        self._parents = parents
        self._used: set[str] = set()
        self._choosing = asyncio.Lock()

    async def find(self, wanted: Wanted) -> Opportunity:
        async with self._choosing:
            within = self._configuration.network.feed_timeout * 4
            # What is above is read first: what refers to nothing that was published by then refers to nothing.
            for reader in (*self._parents.readers(wanted.kind), self._feeds[wanted.kind]):
                await reader.read_to_end(within)
            for item in self._feeds[wanted.kind].items():
                found = self._suitable(item, wanted)
                if found is not None:
                    self._used.add(found.id)
                    return found
        raise Shortage("the open feeds have no more")

    def _suitable(self, item: dict[str, Any], wanted: Wanted) -> Opportunity | None:
        if not has_data(item) or item["data"].get("@id") in self._used:
            return None
        published = self._parents.join(wanted.kind, item["data"])
        if not published.id or published.seller.id != self._configuration.sellers[wanted.seller].id:
            return None
        offer = wanted.offer_in(published)
        if isinstance(offer, list) or not offer.id:
            return None
        opportunity = Opportunity(published, offer, wanted.criterion, wanted.seller, created=False)
        return opportunity if self._may_use(opportunity) else None

    def _may_use(self, opportunity: Opportunity) -> bool:
        """Tell whether to book it: on a real server never the last space, nothing soon, nothing that costs."""
        if self._near:
            return True
        candidate = Candidate(opportunity.published, opportunity.offer, datetime.now(UTC))
        far = candidate.start is not None and candidate.start > candidate.now + _FAR_AHEAD
        unpaid = opportunity.price == 0 or not (candidate.prepayment or "Required").endswith("Required")
        return far and opportunity.capacity != 1 and (unpaid or self._configuration.opportunities.allow_paid)
