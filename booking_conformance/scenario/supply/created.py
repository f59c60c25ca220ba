"""Opportunities made to measure through the Test Interface: each is used by one scenario alone."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from booking_conformance.client.message import Message
from booking_conformance.openactive.opportunities.criteria import (
    ALSO_MET_BY,
    ASSUMED,
    EXACT_SPACES,
    EXTENSIONS,
    NEED_NOT_BE_SOLD,
    OF_FEATURES,
    never_left,
    offer_that_meets,
)
from booking_conformance.openactive.opportunities.opportunity import Opportunity
from booking_conformance.recording import Lack
from booking_conformance.scenario import bodies
from booking_conformance.scenario.supply.parents import has_data
from booking_conformance.scenario.supply.wanted import Shortage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from booking_conformance.client.session import Session
    from booking_conformance.config import Configuration
    from booking_conformance.openactive.opportunities.published import PublishedOpportunity
    from booking_conformance.recording import Exchange
    from booking_conformance.scenario.feeds.reader import FeedReader
    from booking_conformance.scenario.supply.parents import Parents
    from booking_conformance.scenario.supply.wanted import Wanted

# No answer, or none that says that there is no such thing.
_NO_REFUSALS = frozenset({0, 401, 403, 404, 405, 429, 502, 503, 504})


class Created:
    """Has opportunities made in a dataset of this run."""

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
        # Which other name brought it about, where the Test Interface does not know its own.
        self._names: dict[tuple[str, ...], str] = {}

    async def lend(self, wanted: Sequence[Wanted], borrower: object, scenario: str) -> list[Opportunity]:
        """Return an opportunity for each that is wanted; Shortage says why there is none.

        All are made at once: so a page or two of the open feed show them all.
        """
        made = await asyncio.gather(*(self._first_made(each, scenario) for each in wanted), return_exceptions=True)
        return [_unless_failed(each) for each in made]

    def take_back(self, borrower: object, *, booked: bool) -> None:
        """Do nothing: what was made goes with its dataset."""

    def confirm(self, kind: str, since: float) -> None:
        """Do nothing: nobody has borrowed before what is made for one."""

    async def _first_made(self, wanted: Wanted, scenario: str) -> Opportunity:
        *others, last = wanted.ways
        for way in others:
            try:
                return await self._made(way, scenario)
            except Shortage:
                continue
        return await self._made(last, scenario)

    async def _made(self, wanted: Wanted, scenario: str) -> Opportunity:
        like = (wanted.criterion, wanted.kind, wanted.flow, wanted.seller)
        if name := self._names.get(like):
            with suppress(Shortage):
                return await self._made_as(name, wanted, scenario)
        try:
            return await self._made_as(wanted.criterion, wanted, scenario)
        except Shortage:
            for name in ALSO_MET_BY.get(wanted.criterion, ()):
                with suppress(Shortage):
                    made = await self._made_as(name, wanted, scenario)
                    self._names[like] = name
                    return made
            raise

    async def _made_as(self, name: str, wanted: Wanted, scenario: str) -> Opportunity:
        answer = await self._ask(name, wanted, scenario)
        identifier = answer.answer["@id"].text
        if not answer.succeeded or identifier is None:
            reason = f"the Test Interface created none: {answer.summary}"
            if needless := self._needless(wanted, answer):
                raise Shortage(wanted, f"{needless}, and {reason}", answer.id, more=0, lack=Lack.NONE)
            raise await self._shortage(wanted, reason, answer.id)
        published = await self._published(wanted, identifier, answer)
        offer = offer_that_meets(wanted.criterion, wanted.flow, published)
        if isinstance(offer, list):
            reason = f"the one that the Test Interface created does not meet the criterion: {'; '.join(offer)}"
            raise await self._shortage(wanted, reason, answer.id)
        if 1 < wanted.spaces > (published.capacity or wanted.spaces):
            reason = f"the one that the Test Interface created has {published.capacity} spaces"
            raise await self._shortage(wanted, reason, answer.id)
        return Opportunity(published, offer, wanted.criterion, wanted.seller, created=True, exclusive=True)

    async def _ask(self, name: str, wanted: Wanted, scenario: str) -> Exchange:
        seller = self._configuration.sellers[wanted.seller].id
        body = bodies.wanted_opportunity(wanted.kind, seller, name, wanted.flow)
        self._session.journal.sending("test-opportunity", self._dataset, "primary", wanted.seller)
        message = Message(
            "test-opportunity",
            "POST",
            self._url,
            body,
            partner="primary",
            seller=wanted.seller,
            scenario=scenario,
            step="supply",
        )
        return await self._session.send(message)

    async def _published(self, wanted: Wanted, identifier: str, made: Exchange) -> PublishedOpportunity:
        kind, within = wanted.kind, self._configuration.network.feed_timeout
        seen = await self._feeds[kind].wait(
            "published", identifier, has_data, awaited=f"{identifier} in the feed", within=within, due=True
        )
        if not seen.seen:
            why = f": {broken}" if (broken := self._feeds[kind].broken) else ""
            reason = f"{identifier} was created but did not appear in the {kind} feed within {within:g} s{why}"
            raise await self._shortage(wanted, reason, made.id)
        return await self._parents.complete(kind, seen.value["data"], within)

    async def _shortage(self, wanted: Wanted, reason: str, exchange: str) -> Shortage:
        if never := await self._never_left(wanted):
            return Shortage(wanted, never, exchange, more=0, lack=Lack.NONE)
        lack = Lack.BEYOND if wanted.criterion in EXTENSIONS else Lack.NEEDED
        or_deny = f" Or declare {ASSUMED[wanted.criterion]} = false." if wanted.criterion in ASSUMED else ""
        remedy = f"The Test Interface must be able to create a {wanted}.{or_deny}"
        return Shortage(wanted, reason, exchange, remedy=remedy, lack=lack)

    def _needless(self, wanted: Wanted, answer: Exchange) -> str:
        """Return why a Test Interface may refuse to create such a thing; "" where it has to create it."""
        if answer.status in _NO_REFUSALS:
            return ""
        feature = OF_FEATURES.get(wanted.criterion)
        if feature and not self._configuration.declares(feature):
            return f"{feature} is not declared"
        return "nothing need be sold that cannot be cancelled" if wanted.criterion in NEED_NOT_BE_SOLD else ""

    async def _never_left(self, wanted: Wanted) -> str:
        """Return why nothing such is ever sold, by what the whole open feed shows; "" where it may be."""
        if wanted.criterion not in EXACT_SPACES:
            return ""
        reader = self._feeds[wanted.kind]
        for each in (reader, *self._parents.readers(wanted.kind)):
            await each.read_to_end(self._configuration.network.feed_timeout)
        return never_left(wanted.criterion, self._parents.spaces_shown(wanted.kind, reader))


def _unless_failed(made: Opportunity | BaseException) -> Opportunity:
    if isinstance(made, BaseException):
        raise made
    return made
