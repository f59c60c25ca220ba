"""Where opportunities come from: made through the Test Interface, or taken from the open feeds. Each is used once."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from booking_conformance.client.message import Message
from booking_conformance.openactive.criteria import Candidate, unmet
from booking_conformance.openactive.opportunity import PARENT, PARENT_TYPE, Opportunity, offers_of, seller_id
from booking_conformance.scenario import bodies
from booking_conformance.urls import host_of, is_loopback

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.client.session import Session
    from booking_conformance.config import Configuration
    from booking_conformance.recording import Exchange
    from booking_conformance.scenario.feed_reader import FeedReader

_FAR_AHEAD = timedelta(hours=24)


class Shortage(Exception):
    """No opportunity of the kind that was asked for; ``exchange`` is the answer that said so, if one did."""

    def __init__(self, message: str, exchange: str | None = None) -> None:
        super().__init__(message)
        self.exchange = exchange


class Supply:
    """Hands out opportunities by named criteria (``criteria.py``), each once in a run."""

    def __init__(
        self,
        configuration: Configuration,
        session: Session,
        base_uri: str,
        feeds: Mapping[str, FeedReader],
        dataset: str,
    ) -> None:
        self._configuration = configuration
        self._session = session
        self._base_uri = base_uri
        self._feeds = feeds
        self.dataset = dataset
        self._used: set[str] = set()
        self.lacking: Counter[str] = Counter()
        self._choosing = asyncio.Lock()

    async def take(
        self, criterion: str, *, kind: str, flow: str = "simple", seller: str = "primary", scenario: str = ""
    ) -> Opportunity:
        """Return an opportunity of a kind (ScheduledSession, Slot) that nobody else in this run was given.

        Raises Shortage, naming the criterion, when there is none.
        """
        if kind not in self._feeds:
            raise Shortage(f"the dataset site names no feed of {kind}")
        if seller not in self._configuration.sellers:
            raise Shortage(f"no {seller} Seller is configured")
        if self._configuration.opportunities.mode == "controlled":
            return await self._create(criterion, kind, flow, seller, scenario)
        return await self._pick(criterion, kind, flow, seller)

    async def _create(self, criterion: str, kind: str, flow: str, seller: str, scenario: str) -> Opportunity:
        answer = await self._ask(criterion, kind, flow, seller, scenario)
        identifier = answer.answer["@id"].text
        if not answer.succeeded or identifier is None:
            raise self._short(
                criterion, kind, flow, f"the Test Interface did not make one: {answer.summary}", answer.id
            )
        data = await self._published(kind, identifier, answer)
        parent = await self.parent(kind, data)
        found = self._choose(criterion, kind, flow, data, parent)
        if isinstance(found, list):
            raise self._short(criterion, kind, flow, f"the one made does not meet it: {'; '.join(found)}", answer.id)
        return Opportunity(kind, identifier, found, data, parent, criterion, seller, created=True)

    async def _ask(self, criterion: str, kind: str, flow: str, seller: str, scenario: str) -> Exchange:
        body = bodies.wanted_opportunity(kind, self._configuration.sellers[seller].id, criterion, flow)
        url = f"{self._base_uri}/test-interface/datasets/{self.dataset}/opportunities"
        self._session.journal.sending("test-opportunity", self.dataset, "primary", seller)
        return await self._session.send(
            Message(
                "test-opportunity",
                "POST",
                url,
                body,
                partner="primary",
                seller=seller,
                scenario=scenario,
                step="supply",
            )
        )

    async def _published(self, kind: str, identifier: str, made: Exchange) -> dict[str, Any]:
        within = self._configuration.network.feed_timeout
        seen = await self._feeds[kind].wait(
            "published", identifier, _has_data, awaited=f"{identifier} in the feed", within=within
        )
        if not seen.seen:
            raise Shortage(f"{identifier} was made but did not appear in the {kind} feed within {within:g} s", made.id)
        data: dict[str, Any] = seen.value["data"]
        return data

    async def parent(self, kind: str, data: dict[str, Any]) -> dict[str, Any]:
        """Return the superEvent or facilityUse of an opportunity, from its own feed if need be; {} if there is none."""
        reference = data.get(PARENT[kind])
        if isinstance(reference, dict) and len(reference) > 2:
            return reference
        identifier = reference.get("@id") if isinstance(reference, dict) else reference
        reader = self._feeds.get(PARENT_TYPE[kind])
        if not isinstance(identifier, str) or reader is None:
            return {}
        within = self._configuration.network.feed_timeout
        seen = await reader.wait("parent", identifier, _has_data, awaited=identifier, within=within, since=0.0)
        found: dict[str, Any] = seen.value["data"] if seen.seen else {}
        return found

    def _choose(
        self, criterion: str, kind: str, flow: str, data: dict[str, Any], parent: dict[str, Any]
    ) -> dict[str, Any] | list[str]:
        """Return the first offer that meets the criterion, or what is unmet with the last one."""
        missing = ["has an offer"]
        for offer in offers_of(data, parent):
            missing = unmet(criterion, flow, Candidate(kind, data, parent, offer, datetime.now(UTC)))
            if not missing:
                return offer
        return missing

    async def _pick(self, criterion: str, kind: str, flow: str, seller: str) -> Opportunity:
        async with self._choosing:
            within = self._configuration.network.feed_timeout * 4
            await self._feeds[kind].read_to_end(within)
            if PARENT_TYPE[kind] in self._feeds:
                await self._feeds[PARENT_TYPE[kind]].read_to_end(within)
            for item in self._feeds[kind].items():
                found = await self._suitable(item, criterion, kind, flow, seller)
                if found is not None:
                    self._used.add(found.id)
                    return found
        raise self._short(criterion, kind, flow, "the open feeds have none left")

    async def _suitable(
        self, item: dict[str, Any], criterion: str, kind: str, flow: str, seller: str
    ) -> Opportunity | None:
        if not _has_data(item):
            return None
        data = item["data"]
        identifier = data.get("@id")
        if not isinstance(identifier, str) or identifier in self._used:
            return None
        parent = await self.parent(kind, data)
        if seller_id(kind, data, parent) != self._configuration.sellers[seller].id:
            return None
        offer = self._choose(criterion, kind, flow, data, parent)
        if isinstance(offer, list):
            return None
        opportunity = Opportunity(kind, identifier, offer, data, parent, criterion, seller, created=False)
        return opportunity if self._may_use(opportunity) else None

    def _may_use(self, opportunity: Opportunity) -> bool:
        """On a real server only what is far ahead and costs nobody anything, and never the last place."""
        if is_loopback(host_of(self._base_uri)):
            return True
        candidate = Candidate(
            opportunity.type, opportunity.data, opportunity.parent, opportunity.offer, datetime.now(UTC)
        )
        far = candidate.start is not None and candidate.start > candidate.now + _FAR_AHEAD
        unpaid = opportunity.price == 0 or not str(candidate.prepayment or "Required").endswith("Required")
        last = opportunity.capacity == 1
        return far and not last and (unpaid or self._configuration.opportunities.allow_paid)

    def _short(self, criterion: str, kind: str, flow: str, why: str, exchange: str | None = None) -> Shortage:
        self.lacking[f"{criterion} {kind} for the {flow} flow"] += 1
        return Shortage(f"no opportunity {criterion} of {kind} for the {flow} flow: {why}", exchange)


def _has_data(item: dict[str, Any]) -> bool:
    return item.get("state") == "updated" and isinstance(item.get("data"), dict)
