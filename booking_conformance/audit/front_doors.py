"""Traffic that was recorded at another address than the booking system names itself by: at a proxy or a gateway.

Where a message is at the address that was called, nothing is told apart: then the server has one address. What has an
address of another origin in the first message, is held to that one in all that follow.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from booking_conformance.openactive.orders import PATHS
from booking_conformance.recording import FEEDS, NotRecorded
from booking_conformance.urls import host_of, is_loopback, origin

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange


class FrontDoors:
    """Knows, for each Base URI below which traffic was recorded, the one that the booking system names."""

    def __init__(self) -> None:
        self._named: dict[str, str] = {}

    def named(self, base: str, exchange: Exchange) -> str:
        """Return the Base URI that the system names in the first Order that it shows, else the one it is reached at."""
        if base and base not in self._named:
            found = _base_in(exchange)
            if found:
                self._named[base] = found if _is_elsewhere(found, base) else base
        return self._named.get(base, base)


def as_named(exchange: Exchange) -> Exchange:
    """Return the page of a feed with the URL that the booking system would give it, which its ``next`` tells."""
    following, own = _next_of(exchange), exchange.request.url
    if not following or not _is_elsewhere(following, own):
        return exchange
    there = urlsplit(following)
    url = urlunsplit(there._replace(query=urlsplit(own).query, fragment=""))
    return replace(exchange, request=replace(exchange.request, url=url))


def _is_elsewhere(named: str, called: str) -> bool:
    """Return whether an address is of another origin, and may be that of the same thing: no less safe, and absolute."""
    if not origin(named) or origin(named) == origin(called):
        return False
    return named.startswith("https:") or not called.startswith("https:") or is_loopback(host_of(named))


def _next_of(exchange: Exchange) -> str:
    if exchange.call not in FEEDS or exchange.status != 200:
        return ""
    try:
        return exchange.answer["next"].text or ""
    except NotRecorded:
        return ""


def _base_in(exchange: Exchange) -> str:
    try:
        order = exchange.answer if exchange.order_uuid else None
    except NotRecorded:
        return ""
    if order is None or order.type not in PATHS:
        return ""
    folder, _, uuid = (order["@id"].text or "").rpartition("/")
    path = f"/{PATHS[order.type]}"
    return folder.removesuffix(path) if folder.endswith(path) and uuid.lower() == exchange.order_uuid else ""
