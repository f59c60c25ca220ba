"""The look at a target before anything is booked: each thing once, each with its remedy."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import starmap
from typing import TYPE_CHECKING

from booking_conformance.client.connection import open_session, read_dataset_site
from booking_conformance.client.message import Message
from booking_conformance.errors import PreflightFailed, SuiteError
from booking_conformance.openactive.iso8601 import http_date
from booking_conformance.recording import NotRecorded
from booking_conformance.runner.cleanup import clean_up
from booking_conformance.runner.findings.seen_features import missing_lines, named_features
from booking_conformance.runner.findings.seen_sellers import scope_finding, seller_findings, sellers_shown
from booking_conformance.runner.findings.supply import supply_findings
from booking_conformance.scenario.run_context import open_run_context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.config import Configuration
    from booking_conformance.recording import Exchange
    from booking_conformance.scenario.run_context import RunContext

_SKEW_NOTICED_S = 30.0
_PROPOSALS_APART = "order-proposals-feed"
_REFUSED = "The booking system does not accept what [booking_partners.{}] sends: correct it, or the variables it names."


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at. ``ok`` None means that it was reported, not judged."""

    name: str
    ok: bool | None
    detail: str
    remedy: str = ""


def preflight(configuration: Configuration) -> list[Diagnosis]:
    """Check everything a run needs and return what was found; quotes at most, and books nothing."""
    return asyncio.run(_preflight(configuration))


async def _preflight(configuration: Configuration) -> list[Diagnosis]:
    async with open_session(configuration, journal=None) as session:
        try:
            site = await read_dataset_site(configuration, session)
            run = open_run_context(configuration, session, site, lambda _: None)
        except SuiteError as error:
            return [Diagnosis("dataset site", False, error.message, error.hint)]
        found = [Diagnosis("dataset site", True, f"{site.name or configuration.target.dataset_site}")]
        found += [Diagnosis("Base URI", True, run.base_uri), _clock(session.recorder.exchanges[0])]
        found += await look(run)
        exchanges = tuple(session.recorder.exchanges)
        found += [Diagnosis(*finding) async for finding in supply_findings(run)]
        await clean_up(run)
        found += starmap(Diagnosis, seller_findings(configuration, sellers_shown(exchanges)))
        return [*found, _features(configuration, exchanges), Diagnosis(*scope_finding(configuration))]


async def look(run: RunContext) -> list[Diagnosis]:
    """Check credentials, feeds and the Test Interface, each once."""
    found = [await _partner(run, name) for name in run.configuration.booking_partners]
    found += await _proposals_feed(run)
    found += [await _open_feed(run, kind) for kind in sorted(run.open_feeds)]
    found += [_types(run)]
    if run.configuration.opportunities.mode == "controlled" and run.configuration.booking_partners:
        found.append(await _test_interface(run))
    return found


async def require_access(run: RunContext) -> None:
    """Raise PreflightFailed when a booking partner's own credentials are refused: reported once, not in every check."""
    findings = await asyncio.gather(*(_partner(run, name) for name in run.configuration.booking_partners))
    for finding in findings:
        if finding.ok is False:
            raise PreflightFailed(f"{finding.name}: {finding.detail}", finding.remedy)
    for finding in await _proposals_feed(run):
        run.progress(f"{finding.name}: {finding.detail}; {finding.remedy}")


async def _partner(run: RunContext, name: str) -> Diagnosis:
    title = f"credentials of booking partner {name}"
    try:
        answer = await run.session.send(
            Message("orders-feed", "GET", run.orders_feed_url, partner=name, step="preflight")
        )
    except PreflightFailed as error:
        return Diagnosis(title, False, error.message, error.hint)
    if answer.response is None:
        return Diagnosis(title, False, answer.summary, "Check that the Base URI is reachable from here.")
    if answer.status in {401, 403}:
        return Diagnosis(title, False, f"refused: {answer.summary}", _REFUSED.format(name))
    return Diagnosis(title, True if answer.succeeded else None, answer.summary)


async def _proposals_feed(run: RunContext) -> list[Diagnosis]:
    """Look for a feed of OrderProposals where the configuration does not say that there is one, nor that there is none.

    OrderProposals are then looked for in it: a system with such a feed shows them nowhere else (opf-001).
    """
    declared = run.configuration.declares(_PROPOSALS_APART) or _PROPOSALS_APART in run.configuration.denied
    if declared or not run.configuration.flows.approval or "primary" not in run.configuration.booking_partners:
        return []
    message = Message("order-proposals-feed", "GET", run.proposals_feed_url, partner="primary", step="preflight")
    answer = await run.session.send(message)
    run.proposals_apart = _is_feed_page(answer)
    if not run.proposals_apart:
        return []
    detail = "OrderProposals have a feed of their own, which is not declared"
    return [Diagnosis("feed of OrderProposals", None, detail, f"Declare it: {_PROPOSALS_APART} = true")]


def _is_feed_page(exchange: Exchange) -> bool:
    """Return whether what came is a page of a feed; one that is too large to be kept may be anything."""
    with suppress(NotRecorded):
        return exchange.status == 200 and isinstance(exchange.answer["items"].value, list)
    return False


async def _open_feed(run: RunContext, kind: str) -> Diagnosis:
    reader = run.open_feeds[kind]
    answer = await run.session.send(reader.source.message(reader.source.url))
    remedy = "" if answer.status == 200 else "The feed must return 200 with an RPDE page."
    return Diagnosis(f"{kind} feed", answer.status == 200, answer.summary, remedy)


def _types(run: RunContext) -> Diagnosis:
    missing = [kind for kind in run.configuration.opportunities.types if kind not in run.open_feeds]
    if missing:
        listed = ", ".join(sorted(run.open_feeds)) or "none"
        detail = f"no feed for {', '.join(missing)}; the dataset site lists: {listed}"
        return Diagnosis("types", False, detail, "Change opportunities.types.")
    return Diagnosis("types", True, ", ".join(run.configuration.opportunities.types))


async def _test_interface(run: RunContext) -> Diagnosis:
    url = f"{run.base_uri}/test-interface/datasets/{run.supply.dataset}"
    answer = await run.session.send(
        Message("test-dataset-deletion", "DELETE", url, partner="primary", seller="primary", step="preflight")
    )
    remedy = "" if answer.succeeded else 'Without a Test Interface, set opportunities.mode = "random".'
    return Diagnosis("Test Interface", answer.succeeded, answer.summary, remedy)


def _features(configuration: Configuration, exchanges: Sequence[Exchange]) -> Diagnosis:
    """Compare what is declared with what the dataset site and the first pages of the feeds show."""
    seen = named_features(exchanges)
    lines = missing_lines(configuration, seen)
    denied = sorted(seen & configuration.denied)
    if denied:
        detail = f"declared to be false, but seen in the open feeds: {', '.join(denied)}"
        return Diagnosis("features", False, detail, f"Declare them: {', '.join(lines)}")
    if lines:
        return Diagnosis(
            "features", None, "some features are seen but not declared", f"Declare them: {', '.join(lines)}"
        )
    return Diagnosis("features", True, "whatever the open feeds show is declared")


def _clock(exchange: Exchange) -> Diagnosis:
    stated = exchange.response_header("Date")
    if stated is None:
        return Diagnosis("clock", None, "the target sends no Date header")
    moment = http_date(stated)
    if moment is None:
        return Diagnosis("clock", None, f"the Date header cannot be read: {stated}")
    skew = (moment - datetime.now(UTC)).total_seconds()
    remedy = "Synchronise the clocks: leases and cancellation windows depend on them."
    return Diagnosis(
        "clock",
        abs(skew) < _SKEW_NOTICED_S,
        f"{abs(skew):.0f} s {'behind' if skew < 0 else 'ahead of'} this machine",
        remedy,
    )
