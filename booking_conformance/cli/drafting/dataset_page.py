"""Finding a dataset site for ``init``: where its address redirects within its own origin, the address that answers."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from booking_conformance.client.connection import dataset_site_request, open_session, site_in
from booking_conformance.config.loading import load
from booking_conformance.errors import NotADatasetSite
from booking_conformance.urls import origin
from booking_conformance.variables import PREFIX

if TYPE_CHECKING:
    from booking_conformance.openactive.dataset_site import DatasetSite

_MOST_REDIRECTS: Final = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def find_dataset_site(url: str) -> tuple[str, DatasetSite]:
    """Return the address of the dataset site, and what it says.

    Raises ConfigurationError for what is not an http(s) URL, and TargetUnreachable or NotADatasetSite.
    """
    return asyncio.run(_find(url))


async def _find(url: str) -> tuple[str, DatasetSite]:
    # There is no file yet: how to connect can only be said by the environment.
    network = {name: value for name, value in os.environ.items() if name.startswith(f"{PREFIX}NETWORK__")}
    configuration = load(data={"target": {"dataset_site": url}}, environment=network).configuration
    async with open_session(configuration, journal=None) as session:
        for _ in range(_MOST_REDIRECTS + 1):
            exchange = await session.send(dataset_site_request(url))
            location = exchange.response_header("Location")
            if exchange.status not in _REDIRECTS or not location:
                return url, site_in(exchange)
            url = _within_origin(url, location)
    raise NotADatasetSite(f"{url} redirects repeatedly")


def _within_origin(url: str, location: str) -> str:
    try:
        there = urljoin(url, location)
    except ValueError as error:
        raise NotADatasetSite(f"{url} redirects to {location}, which is not a URL") from error
    if origin(there) != origin(url):
        raise NotADatasetSite(
            f"{url} redirects to {there}, which is another origin", "If you trust it, give that address."
        )
    return there
