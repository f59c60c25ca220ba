"""Traffic that was recorded at another address than the booking system names itself by: at a proxy or a gateway.

Where a message is at the address that was called, nothing is told apart: then the server has one address. What has an
address of another origin in the first message, is held to that one in all that follow. One of the same origin may as
well be wrong: it counts where a recorded dataset site advertises it, and not the one that was called.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from booking_conformance.errors import NotADatasetSite
from booking_conformance.openactive.answers import ORDER_FEEDS
from booking_conformance.openactive.dataset_site import parse_dataset_site
from booking_conformance.openactive.orders import PATHS
from booking_conformance.recording import FEEDS, NotRecorded
from booking_conformance.urls import host_of, is_loopback, origin

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange


class FrontDoors:
    """Knows, for each Base URI below which traffic was recorded, the one that the booking system names."""

    def __init__(self) -> None:
        self._named: dict[str, str] = {}
        self._advertised: set[str] = set()

    def learn(self, exchange: Exchange) -> None:
        """Note where a dataset site says that the API and the open feeds are."""
        if exchange.call != "dataset-site" or exchange.response is None:
            return
        with suppress(NotADatasetSite):
            site = parse_dataset_site(exchange.response.body)
            self._advertised.update(_place(url) for url in (site.base_uri, *site.feeds.values()) if url)

    def named(self, base: str, exchange: Exchange) -> str:
        """Return the Base URI that the system names in the first Order that it shows, else the one it is reached at."""
        if base and base not in self._named:
            found = _base_in(exchange)
            if found:
                self._named[base] = found if self._is_elsewhere(found, base) else base
        return self._named.get(base, base)

    def as_named(self, exchange: Exchange) -> Exchange:
        """Return the page of a feed with the URL that the booking system would give it, which its ``next`` tells."""
        following, own = _next_of(exchange), exchange.request.url
        if not following or not self._is_elsewhere(following, own):
            return exchange
        there = urlsplit(following)
        url = urlunsplit(there._replace(query=urlsplit(own).query, fragment=""))
        return replace(exchange, request=replace(exchange.request, url=url))

    def _is_elsewhere(self, named: str, called: str) -> bool:
        """Return whether an address may be that of the same thing at another: absolute, and no less safe."""
        if not origin(named):
            return False
        if origin(named) == origin(called):
            return self._is_advertised(named) and not self._is_advertised(called)
        return named.startswith("https:") or not called.startswith("https:") or is_loopback(host_of(named))

    def _is_advertised(self, url: str) -> bool:
        return any(f"{_place(url)}/".startswith(f"{place}/") for place in self._advertised)


def _place(url: str) -> str:
    """Return an address without its query and the slash at its end."""
    return urlunsplit(urlsplit(url)._replace(query="", fragment="")).rstrip("/")


def _next_of(exchange: Exchange) -> str:
    if exchange.call not in FEEDS or exchange.status != 200:
        return ""
    try:
        return exchange.answer["next"].text or ""
    except NotRecorded:
        return ""


def _base_in(exchange: Exchange) -> str:
    try:
        if exchange.order_uuid:
            return _base_of(exchange.answer, exchange.order_uuid)
        listed = exchange.answer.find("items[*].data") if exchange.call in ORDER_FEEDS else []
    except NotRecorded:
        return ""
    bases = (_base_of(order, (order["identifier"].text or "").lower()) for order in listed)
    return next(filter(None, bases), "")


def _base_of(order: Document, order_uuid: str) -> str:
    if order.type not in PATHS:
        return ""
    folder, _, uuid = (order["@id"].text or "").rpartition("/")
    path = f"/{PATHS[order.type]}"
    return folder.removesuffix(path) if folder.endswith(path) and uuid.lower() == order_uuid else ""
