"""The look at a target before anything is booked: each thing once, each with its remedy."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from booking_conformance.client.connection import open_session, read_dataset_site, surroundings
from booking_conformance.client.session import Message
from booking_conformance.errors import PreflightFailed, SuiteError

if TYPE_CHECKING:
    from booking_conformance.config import Configuration
    from booking_conformance.recording.exchange import Exchange
    from booking_conformance.scenario.run_context import Surroundings

_SKEW_NOTICED_S = 30.0


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. ``ok`` None means that it was told, not judged."""

    name: str
    ok: bool | None
    detail: str
    remedy: str = ""


def preflight(configuration: Configuration) -> list[Finding]:
    """Look at everything a run needs and return what was found; books nothing."""
    return asyncio.run(_preflight(configuration))


async def _preflight(configuration: Configuration) -> list[Finding]:
    async with open_session(configuration, journal=None) as session:
        try:
            site = await read_dataset_site(configuration, session)
            world = surroundings(configuration, session, site, lambda _: None)
        except SuiteError as error:
            return [Finding("dataset site", False, error.message, error.hint)]
        found = [Finding("dataset site", True, f"{site.name or configuration.target.dataset_site}")]
        found += [Finding("Base URI", True, world.base_uri), _clock(session.recorder.exchanges[0])]
        return found + await look(world)


async def look(world: Surroundings) -> list[Finding]:
    """Look at credentials, feeds and the Test Interface, each once."""
    found = [await _partner(world, name) for name in world.configuration.booking_partners]
    found += [await _open_feed(world, kind) for kind in sorted(world.open_feeds)]
    found += [_types(world)]
    if world.configuration.opportunities.mode == "controlled" and world.configuration.booking_partners:
        found.append(await _test_interface(world))
    return found


async def require_access(world: Surroundings) -> None:
    """Raise PreflightFailed when a booking partner's own credentials are refused: told once, not in every check."""
    findings = await asyncio.gather(*(_partner(world, name) for name in world.configuration.booking_partners))
    for finding in findings:
        if finding.ok is False:
            raise PreflightFailed(f"{finding.name}: {finding.detail}", finding.remedy)


async def _partner(world: Surroundings, name: str) -> Finding:
    url = f"{world.base_uri}/orders-rpde"
    title = f"credentials of booking partner {name}"
    try:
        answer = await world.session.send(Message("orders-feed", "GET", url, partner=name, step="preflight"))
    except PreflightFailed as error:
        return Finding(title, False, error.message, error.hint)
    if answer.response is None:
        return Finding(title, False, answer.summary, "Check that the Base URI is reachable from here.")
    if answer.status in {401, 403}:
        return Finding(title, False, f"refused: {answer.summary}", f"Check booking_partners.{name}.")
    return Finding(title, True if answer.succeeded else None, answer.summary)


async def _open_feed(world: Surroundings, kind: str) -> Finding:
    reader = world.open_feeds[kind]
    answer = await world.session.send(reader.source.message(reader.source.url))
    remedy = "" if answer.status == 200 else "The feed must answer 200 with an RPDE page."
    return Finding(f"{kind} feed", answer.status == 200, answer.summary, remedy)


def _types(world: Surroundings) -> Finding:
    missing = [kind for kind in world.configuration.opportunities.types if kind not in world.open_feeds]
    if missing:
        listed = ", ".join(sorted(world.open_feeds)) or "none"
        detail = f"no feed of {', '.join(missing)}; there are: {listed}"
        return Finding("types", False, detail, "Adapt opportunities.types.")
    return Finding("types", True, ", ".join(world.configuration.opportunities.types))


async def _test_interface(world: Surroundings) -> Finding:
    url = f"{world.base_uri}/test-interface/datasets/{world.supply.dataset}"
    answer = await world.session.send(
        Message("test-dataset-deletion", "DELETE", url, partner="primary", seller="primary", step="preflight")
    )
    remedy = "" if answer.succeeded else 'Without a Test Interface set opportunities.mode = "random".'
    return Finding("Test Interface", answer.succeeded, answer.summary, remedy)


def _clock(exchange: Exchange) -> Finding:
    stated = exchange.response_header("Date")
    if stated is None:
        return Finding("clock", None, "the target sends no Date header")
    try:
        moment = parsedate_to_datetime(stated)
    except ValueError:
        return Finding("clock", None, f"the Date header cannot be read: {stated}")
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    skew = (aware - datetime.now(UTC)).total_seconds()
    remedy = "Set the clocks: leases and cancellation windows depend on them."
    return Finding("clock", abs(skew) < _SKEW_NOTICED_S, f"{skew:+.0f} s from here", remedy)
