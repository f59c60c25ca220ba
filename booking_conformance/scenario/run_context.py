"""What all scenarios of a run share: the way to the target, its feeds, the supply, and the marks on what is sent."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

from booking_conformance.client.connection import authority_of, base_uri_of, limits_of
from booking_conformance.scenario.acceptance import Acceptance
from booking_conformance.scenario.baskets import Baskets
from booking_conformance.scenario.bodies import Marks
from booking_conformance.scenario.drawing import Drawing
from booking_conformance.scenario.feeds.items import Room
from booking_conformance.scenario.feeds.reader import FeedReader
from booking_conformance.scenario.feeds.source import FeedSource
from booking_conformance.scenario.supply.supply import Supply
from booking_conformance.specification import opportunity_types
from booking_conformance.urls import origin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from booking_conformance.client.session import Session
    from booking_conformance.config import Configuration
    from booking_conformance.openactive.dataset_site import DatasetSite
    from booking_conformance.recording import Conversation, Exchange


NEAR_INTERVAL = 0.1
FAR_INTERVAL = 2.0
# How long a first proposal waits to be accepted unasked: a run on this machine is waited for, one elsewhere takes long.
_NEAR_ACCEPTANCE, _FAR_ACCEPTANCE = 2.0, 20.0
# A feed is read anew for those who ask within so long.
_GATHER_SECONDS = 0.5


class RunContext:
    """``feeds`` maps a kind (ScheduledSession, SessionSeries ...) to the URL of its open feed.

    ``authority`` is the location of the OpenID provider, "" where there is none that may be asked.

    Each type of opportunity that is booked is a kind by its name, whatever else its feed holds. ``keep`` means that
    scenarios leave what they booked where it is; ``proposals_apart``, that OrderProposals were found to have a feed of
    their own, where the configuration does not say; ``watch`` is shown each exchange of a scenario, and says whether it
    is the last one to be made; ``enough`` is shown each conversation that has ended, and says whether the run may end.
    """

    def __init__(
        self,
        configuration: Configuration,
        session: Session,
        *,
        base_uri: str,
        feeds: Mapping[str, str],
        token: str,
        progress: Callable[[str], None],
        authority: str = "",
    ) -> None:
        self.configuration = configuration
        self.session = session
        self.base_uri = base_uri
        self.authority = authority
        self.token = token
        self.progress = progress
        self.keep = False
        self.proposals_apart = False
        self.watch: Callable[[Exchange], bool] | None = None
        self.enough: Callable[[Conversation], bool] | None = None
        self.baskets = Baskets()
        self.marks = Marks(token, reconciled_by(configuration))
        near = configuration.near
        wait = configuration.flows.acceptance_wait
        unasked = wait if wait is not None else _NEAR_ACCEPTANCE if near else _FAR_ACCEPTANCE
        self.acceptance = Acceptance(unasked, configuration.network.feed_timeout)
        self._pages = limits_of(configuration).feed_pages or 0
        self._room = Room()
        target = configuration.target
        open_origins = frozenset(origin(url) for url in (target.dataset_site, *target.origins))
        self.open_feeds = {
            kind: self._reader(FeedSource(kind, url, "open-feed", origins=open_origins)) for kind, url in feeds.items()
        }
        self._booking_feeds: dict[str, FeedReader] = {}
        self.drawing = Drawing()
        self._whole_readings: dict[FeedSource, asyncio.Task[None]] = {}
        self.supply = Supply(configuration, session, base_uri, self.open_feeds, dataset=f"conformance-{token}")

    def _reader(self, source: FeedSource) -> FeedReader:
        near, limiter = self.configuration.near, self.session.limiter
        return FeedReader(
            source,
            self.session,
            interval=NEAR_INTERVAL if near else FAR_INTERVAL,
            pages=self._pages,
            room=self._room,
            # Elsewhere the sooner look mostly comes before what is awaited, and costs a request.
            idle=limiter.has_room if near else bool,
        )

    def new_reader(self, source: FeedSource) -> FeedReader:
        """Return a reader of one's own for a feed, which starts at its first page."""
        return self._reader(source)

    async def read_whole(self, source: FeedSource, within: float) -> None:
        """Read a feed from its first page to its end, once for all who ask at about the same time."""
        if source not in self._whole_readings:
            self._whole_readings[source] = self.session.in_background(self._read_whole(source, within))
        await asyncio.shield(self._whole_readings[source])

    async def _read_whole(self, source: FeedSource, within: float) -> None:
        await asyncio.sleep(_GATHER_SECONDS)
        # Whoever asks from here on may have acted after the first page was requested: it gets another reading.
        del self._whole_readings[source]
        await self._reader(source).read_to_end(within)

    @property
    def orders_feed_url(self) -> str:
        """The URL of the Orders feed: below the Base URI, unless it has one of its own (of-036, of-037)."""
        return self.configuration.target.orders_feed or f"{self.base_uri}/orders-rpde"

    @property
    def proposals_feed_url(self) -> str:
        """The URL of the feed of OrderProposals, where they have one of their own (opf-001)."""
        return f"{self.base_uri}/order-proposals-rpde"

    def orders_feed(self, partner: str) -> FeedReader:
        """Return the one reader of a partner's Orders feed."""
        return self._booking_feed("orders-feed", self.orders_feed_url, partner)

    def proposals_feed(self, partner: str) -> FeedReader:
        """Return the one reader of the feed that holds a partner's OrderProposals (opf-001: a choice of the system)."""
        if self.configuration.declares("order-proposals-feed") or self.proposals_apart:
            return self._booking_feed("order-proposals-feed", self.proposals_feed_url, partner)
        return self.orders_feed(partner)

    def _booking_feed(self, call: str, url: str, partner: str) -> FeedReader:
        name = f"{call}:{partner}"
        if name not in self._booking_feeds:
            self._booking_feeds[name] = self._reader(FeedSource(name, url, call, partner))
        return self._booking_feeds[name]


def reconciled_by(configuration: Configuration) -> dict[str, str]:
    """Return what each payment of a run states besides its identifier, as properties of a Payment."""
    stated = configuration.payment
    values = {
        "accountId": stated.account_id,
        "paymentProviderId": stated.payment_provider_id,
        "name": stated.name,
    }
    return {name: value for name, value in values.items() if value is not None}


def open_run_context(
    configuration: Configuration, session: Session, site: DatasetSite, progress: Callable[[str], None]
) -> RunContext:
    """Return what the scenarios of a run share, with the feeds that may be read."""
    base_uri = base_uri_of(configuration, site)
    session.transport.allow(base_uri)
    authority = authority_of(configuration, site)
    if authority:
        session.transport.allow(authority)
    feeds = {}
    for kind, url in site.feeds.items():
        if session.transport.allows(url):
            feeds[kind] = url
        else:
            progress(f"the {kind} feed is not read, since target.origins does not list its origin: {url}")
    feeds |= _of_types(configuration.opportunities.types, feeds)
    return RunContext(
        configuration.model_copy(update={"limits": limits_of(configuration)}),
        session,
        base_uri=base_uri,
        feeds=feeds,
        token=secrets.token_hex(3),
        progress=progress,
        authority=authority,
    )


def _of_types(types: Sequence[str], feeds: Mapping[str, str]) -> dict[str, str]:
    """Return the feed of each type, by its name: the first that may hold it, of those that there are."""
    known = {name: [feed for feed in _may_hold(name) if feed in feeds] for name in types}
    return {name: feeds[there[0]] for name, there in known.items() if there}


def _may_hold(name: str) -> tuple[str, ...]:
    """Return the feeds that may hold a type: its own, else those in whose items it may stand."""
    known = opportunity_types()[name]
    return (*known.feeds, *known.above)
