"""The Orders feeds of a target, read from their start once more when a run is over: evidence that only it can give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.client.message import NotSent
from booking_conformance.recording import NotRecorded
from booking_conformance.scenario.feeds.items import page_items
from booking_conformance.scenario.feeds.source import FeedSource

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange
    from booking_conformance.scenario.run_context import RunContext

LAST_READING = "witness"
"""The scenario that the pages are recorded under."""

ORDERS_FEED = "orders-feed"
_MOST_PAGES = 500


async def read_orders_feeds(run: RunContext) -> list[Exchange]:
    """Read the Orders feed of each booking partner to its end and return its pages."""
    return [page for partner in run.configuration.booking_partners for page in await _read(run, partner)]


async def _read(run: RunContext, partner: str) -> list[Exchange]:
    source = FeedSource(f"{ORDERS_FEED}:{partner}", run.orders_feed_url, ORDERS_FEED, partner)
    pages: list[Exchange] = []
    url: str | None = source.url
    # The run's own limits of requests have done their service: what remains is to be read in any case.
    while url and len(pages) < _MOST_PAGES:
        message = replace(source.message(url), scenario=LAST_READING, clean_up=True)
        try:
            pages.append(await run.session.send(message))
        except NotSent:
            break
        url = _following(pages[-1])
    return pages


def _following(page: Exchange) -> str | None:
    """Return what a page leads to; None for the last one, and for one that cannot be read."""
    try:
        return page.answer["next"].text if page_items(page) else None
    except NotRecorded:
        return None
