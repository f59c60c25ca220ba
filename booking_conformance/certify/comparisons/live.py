"""``verify --live``: the Orders feeds of the target, read now with the certifier's own credentials."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from booking_conformance.certify.comparisons.comparison import Comparison, compare
from booking_conformance.certify.comparisons.orders_feed import items_of, shown_orders
from booking_conformance.client.connection import open_session, read_dataset_site
from booking_conformance.recording import NotRecorded
from booking_conformance.runner.last_reading import read_orders_feeds
from booking_conformance.scenario.feeds.items import page_items
from booking_conformance.scenario.run_context import open_run_context

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from booking_conformance.certify.saved_report import SavedReport
    from booking_conformance.config import Configuration
    from booking_conformance.recording import Exchange


def compare_live(report: SavedReport, configuration: Configuration) -> Comparison:
    """Read the Orders feeds of the configured target and compare them with those of the report; nothing is booked.

    Raises SuiteError when the target cannot be reached.
    """
    base_uri, pages = asyncio.run(_read(configuration))
    count = sum(len(items_of(found)) for found in pages.values())
    return compare(f"{count} items of the Orders feeds, read now from {base_uri}", _missing(report, base_uri, pages))


async def _read(configuration: Configuration) -> tuple[str, dict[str, list[Exchange]]]:
    async with open_session(configuration, journal=None) as session:
        site = await read_dataset_site(configuration, session)
        run = open_run_context(configuration, session, site, lambda _: None)
        pages: dict[str, list[Exchange]] = {partner: [] for partner in configuration.booking_partners}
        for page in await read_orders_feeds(run):
            pages[page.partner].append(page)
        return run.base_uri, pages


def _missing(report: SavedReport, base_uri: str, pages: Mapping[str, Sequence[Exchange]]) -> Iterator[str]:
    if base_uri != report.document["target"]["base_uri"]:
        yield f"the report is of {report.document['target']['base_uri']}, not of {base_uri}"
    recorded = shown_orders(report)
    compared = {partner: found for partner, found in pages.items() if recorded.get(partner)}
    if not compared:
        yield "the run saw no Order in the feeds of the booking partners that are configured: nothing can be compared"
    for partner, found in compared.items():
        yield from _missing_of(partner, recorded[partner], found)


def _missing_of(partner: str, recorded: Mapping[str, object], pages: Sequence[Exchange]) -> Iterator[str]:
    if not _is_read_to_its_end(pages):
        summary = f": {pages[-1].summary}" if pages else ""
        yield f"the Orders feed of {partner} cannot be read to its end{summary}"
        return
    there = items_of(pages)
    for identifier in recorded:
        if identifier not in there:
            yield (
                f"the Orders feed of {partner} does not have {identifier}, which the report shows "
                "(a feed may forget deleted items after 7 days)"
            )


def _is_read_to_its_end(pages: Sequence[Exchange]) -> bool:
    try:
        return bool(pages) and pages[-1].succeeded and not page_items(pages[-1])
    except NotRecorded:
        return False
