"""Open feeds that hold a few sessions, and the supply that draws on them."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx

from booking_conformance.config.loading import load
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.recording import Exchange, Request, Response
from booking_conformance.scenario import bodies
from booking_conformance.scenario.feeds.reader import FeedReader
from booking_conformance.scenario.feeds.source import FeedSource
from booking_conformance.scenario.supply.parents import Parents
from booking_conformance.scenario.supply.shelf import Shelf
from booking_conformance.scenario.supply.shelved import Shelved, shelve
from booking_conformance.scenario.supply.supply import Supply
from booking_conformance.scenario.supply.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.client.message import Message
    from booking_conformance.config import Configuration

KIND, ABOVE = "ScheduledSession", "SessionSeries"
SELLERS = {"primary": {"id": "https://x/sellers/1"}, "secondary": {"id": "https://x/sellers/2"}}
NEAR, FAR = "http://127.0.0.1:9/api", "https://booking.example.com/api"


def session(
    name: str, *, spaces: int = 20, price: float = 0, cancellable: bool = True, seller: str = "primary", **more: Any
) -> dict[str, Any]:
    """Return the data of a session next week, with an offer of its own."""
    offer = {
        "@type": "Offer",
        "@id": f"https://x/{name}#/offers/0",
        "price": price,
        "allowCustomerCancellationFullRefund": cancellable,
        "openBookingInAdvance": "https://openactive.io/Optional",
    }
    return {
        "@type": KIND,
        "@id": f"https://x/{name}",
        "startDate": (datetime.now(UTC) + timedelta(days=7)).isoformat(),
        "remainingAttendeeCapacity": spaces,
        "organizer": {"@type": "Organization", "@id": SELLERS[seller]["id"]},
        "offers": [offer],
        **more,
    }


class Feeds:
    """Stands in for a session with a target: each open feed is one page, and then empty ones until ``change``."""

    in_background = staticmethod(asyncio.create_task)

    def __init__(self, sessions: list[dict[str, Any]], above: list[dict[str, Any]]) -> None:
        self._pages = {KIND: self._page(sessions), ABOVE: self._page(above)}
        self.asked: list[str] = []

    def change(self, data: dict[str, Any]) -> None:
        """Publish a later state of a session."""
        self._pages[KIND] = self._page([data])

    async def send(self, message: Message) -> Exchange:
        kind = KIND if KIND in message.url else ABOVE
        self.asked.append(message.url)
        items, self._pages[kind] = self._pages[kind], []
        body = {"next": f"https://x/{kind}?afterChangeNumber={len(self.asked)}", "items": items}
        if not items:
            body["next"] = message.url
        return Exchange(
            id=f"x{len(self.asked):04d}",
            call="open-feed",
            request=Request("GET", message.url),
            response=Response(200, (), json.dumps(body)),
            started=datetime.now(UTC),
            duration_ms=1,
        )

    def _page(self, sessions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"state": "updated", "kind": KIND, "id": data["@id"], "modified": 1, "data": data} for data in sessions]


def shelf_of(*sessions: dict[str, Any], above: list[dict[str, Any]] | None = None, base: str = NEAR) -> Shelf:
    """Return the shelf of a run on feeds that hold these sessions."""
    configuration, _, readers = _target(sessions, above, base)
    return Shelf(configuration, readers, Parents(readers))


def supply_of(
    *sessions: dict[str, Any],
    above: list[dict[str, Any]] | None = None,
    base: str = NEAR,
    feed_timeout: float = 0.3,
    **opportunities: Any,
) -> tuple[Supply, Feeds]:
    """Return the supply of a run in random mode on feeds that hold these sessions."""
    configuration, line, readers = _target(sessions, above, base, feed_timeout, **opportunities)
    return Supply(configuration, line, base, readers, "dataset"), line  # type: ignore[arg-type]  # it sends


def _target(
    sessions: Sequence[dict[str, Any]],
    above: list[dict[str, Any]] | None,
    base: str,
    feed_timeout: float = 0.3,
    **opportunities: Any,
) -> tuple[Configuration, Feeds, dict[str, FeedReader]]:
    data = {
        "target": {"dataset_site": base},
        "sellers": SELLERS,
        "opportunities": {"mode": "random", **opportunities},
        "network": {"feed_timeout": feed_timeout},
    }
    line = Feeds(list(sessions), above or [])
    readers = {
        kind: FeedReader(FeedSource(kind, f"https://x/{kind}", "open-feed"), line, interval=0.01, pages=500)  # type: ignore[arg-type]  # it sends
        for kind in (KIND, ABOVE)
    }
    return load(data=data, environment={}).configuration, line, readers


def shelved(data: dict[str, Any], spared: int = 0) -> Shelved:
    """Return a session on the shelf; all of its offers may be used."""
    found = shelve(PublishedOpportunity.of(KIND, data), "primary", datetime.now(UTC), lambda _: True, spared)
    assert found
    return found


def wanted(criterion: str = "Bookable", **settings: Any) -> Wanted:
    """Return what a scenario asks for."""
    return Wanted((criterion,), KIND, **settings)


def publish(described: dict[str, Any], kind: str, flow: str, count: int) -> None:
    """Have a running embedded system publish so many bookable opportunities, in a dataset that nobody deletes."""
    seller = described["sellers"]["primary"]
    headers = {
        **described["booking_partners"]["primary"]["headers"],
        **seller["headers"],
        "Content-Type": "application/vnd.openactive.booking+json; version=1",
    }
    base = described["target"]["dataset_site"].removesuffix("/openactive")
    for _ in range(count):
        made = httpx.post(
            f"{base}/api/openbooking/test-interface/datasets/shelf/opportunities",
            json=bodies.wanted_opportunity(kind, seller["id"], "Bookable", flow),
            headers=headers,
            trust_env=False,
        )
        assert made.status_code == 201, made.text
