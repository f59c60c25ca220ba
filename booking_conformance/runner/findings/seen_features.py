"""Comparing what is declared with what the dataset site and the first pages of the open feeds show."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from booking_conformance.client.connection import open_session, read_dataset_site
from booking_conformance.openactive.shown_features import shown_features
from booking_conformance.runner.findings.seen_sellers import sellers_shown
from booking_conformance.scenario.run_context import open_run_context
from booking_conformance.specification import features, groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from booking_conformance.config import Configuration
    from booking_conformance.recording import Exchange

_LINES = {"approval": "[flows] approval = true"}


def seen_features_and_sellers(configuration: Configuration) -> tuple[frozenset[str], Mapping[str, int]]:
    """Read the dataset site and the first page of each open feed; return the features that show, and items by Seller.

    Nothing is booked.
    """
    exchanges = asyncio.run(_seen(configuration))
    return named_features(exchanges), sellers_shown(exchanges)


async def _seen(configuration: Configuration) -> Sequence[Exchange]:
    async with open_session(configuration, journal=None) as session:
        site = await read_dataset_site(configuration, session)
        run = open_run_context(configuration, session, site, lambda _: None)
        for reader in run.open_feeds.values():
            await session.send(reader.source.message(reader.source.url))
        return tuple(session.recorder.exchanges)


def named_features(exchanges: Iterable[Exchange]) -> frozenset[str]:
    """Return the features that exchanges show, by names that can be declared."""
    return frozenset(name for name in shown_features(exchanges) if name in features() or name in groups())


def missing_lines(configuration: Configuration, seen: Iterable[str]) -> list[str]:
    """Return the lines that would declare what is seen and not declared."""
    return [_LINES.get(name, f"{name} = true") for name in sorted(seen) if not configuration.declares(name)]
