"""Looking, before a run, whether there is something to book: what the open feeds hold, and one C1 for each type."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from booking_conformance.client.message import NotSent
from booking_conformance.openactive.opportunities.criteria import services
from booking_conformance.openactive.opportunities.published_offer import PublishedOffer
from booking_conformance.results import Scope
from booking_conformance.scenario import ScenarioInstance
from booking_conformance.scenario.context import ScenarioContext
from booking_conformance.scenario.feeds.source import FeedBroken
from booking_conformance.scenario.supply.parents import has_data
from booking_conformance.scenario.supply.restraint import Restraint
from booking_conformance.scenario.supply.wanted import Wanted
from booking_conformance.scenario.transcript import Stopped
from booking_conformance.urls import host_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from booking_conformance.runner.findings.seen_sellers import Finding
    from booking_conformance.scenario.run_context import RunContext

_READ_WITHIN_S = 60.0
_LEAST = "Bookable"


async def supply_findings(run: RunContext) -> AsyncIterator[Finding]:
    """Yield, for each type with a feed, what of it can be booked by Seller, flow and criterion, and what C1 returns.

    A C1 may lease spaces; its quote is deleted. None is sent where bookings are not allowed.
    """
    for kind in run.configuration.opportunities.types:
        if kind not in run.open_feeds:
            continue
        yield await _bookable(run, kind)
        if run.configuration.granted_scope is not Scope.READ:
            yield await _quoted(run, kind)


async def _bookable(run: RunContext, kind: str) -> Finding:
    title = f"bookable {kind}"
    readers = (*run.supply.parents.readers(kind), run.open_feeds[kind])
    try:
        for reader in readers:
            await reader.read_to_end(_READ_WITHIN_S)
    except (FeedBroken, NotSent) as reason:
        return title, None, f"the feed cannot be read to its end: {reason}", ""
    restraint = Restraint.on(run.configuration)
    count = bookable(run, kind, restraint)
    shown = "; ".join(
        f"{seller} Seller, {flow} flow: {_listed(count, seller, flow)}"
        for seller in run.configuration.sellers
        for flow in run.configuration.flow_names
    )
    lacking = [] if run.supply.creates else _lacking(run, count)
    if lacking and not all(reader.caught_up for reader in readers):
        return title, None, f"{shown}; the feed was not read to its end, which a run takes more time for", ""
    remedy = _remedy(run, kind, lacking, restraint) if lacking else ""
    return title, (not lacking) if run.configuration.sellers else None, shown or "no Seller is configured", remedy


def _lacking(run: RunContext, count: Mapping[tuple[str, str, str], int]) -> list[str]:
    """Return the Sellers of whom nothing can be booked in any flow."""
    flows = run.configuration.flow_names
    return [name for name in run.configuration.sellers if not any(count.get((name, flow, _LEAST)) for flow in flows)]


def _remedy(run: RunContext, kind: str, lacking: Sequence[str], restraint: Restraint) -> str:
    flows = run.configuration.flow_names
    wanted = (Wanted((_LEAST,), kind, flow, (seller,)) for seller in lacking for flow in flows)
    lifted = next((remedy for each in wanted if (remedy := restraint.remedy(each))), "")
    return lifted or f"Publish a {kind} to be booked of the {' and '.join(lacking)} Seller."


def _listed(count: Mapping[tuple[str, str, str], int], seller: str, flow: str) -> str:
    met = {name: number for (whose, way, name), number in count.items() if (whose, way) == (seller, flow)}
    found = [f"{number} {name}" for name, number in sorted(met.items())]
    return ", ".join(found) or "none"


def bookable(run: RunContext, kind: str, restraint: Restraint) -> Counter[tuple[str, str, str]]:
    """Return how many opportunities of a type the feeds show for each Seller (by name), flow and criterion.

    What a ``restraint`` leaves alone is not among them.
    """
    names = {seller.id: name for name, seller in run.configuration.sellers.items()}
    count: Counter[tuple[str, str, str]] = Counter()
    now = datetime.now(UTC)
    for item in run.open_feeds[kind].items():
        published = run.supply.parents.join(kind, item["data"]) if has_data(item) else None
        seller = names.get(published.seller.id or "") if published else None
        if published is None or seller is None or not published.is_of_its_type:
            continue
        offered = [PublishedOffer(published, offer, now) for offer in published.offers]
        for each in offered:
            restraint.count(each, seller)
        met = {service for each in offered if restraint.may_use(each) for service in services(each)}
        count.update((seller, flow, criterion) for criterion, flow in met)
    return count


async def _quoted(run: RunContext, kind: str) -> Finding:
    title, host = f"C1 for {kind}", host_of(run.base_uri)
    if not run.configuration.may_book(host):
        return title, None, f"not tried: network.allow_bookings does not name {host}", ""
    flow = run.configuration.flow_names[0]
    context = ScenarioContext(ScenarioInstance("preflight", {"type": kind, "flow": flow}), run)
    try:
        order = context.order([await context.opportunity(spaces=1)])
        answer = await order.c1()
        await order.delete_quote()
    except Stopped as stopped:
        return title, False, stopped.stop.message, stopped.stop.remedy
    except NotSent as reason:
        return title, None, str(reason), reason.remedy
    remedy = "" if answer.succeeded else "The response says why; a run would fail at its first step."
    return title, answer.succeeded, answer.summary, remedy
