"""Which call of the API a request was, by its method and path, for traffic without annotations."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode, urlsplit

from booking_conformance.openactive.rpde import PARAMETERS, query_of
from booking_conformance.recording import FEEDS
from booking_conformance.specification import calls

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange

UNKNOWN_ENDPOINT = "unknown-endpoint"
_OPEN_FEED = "open-feed"
_FEEDS_OF_ORDERS = {"Order": "orders-feed", "OrderProposal": "order-proposals-feed"}
_OF_PAGES = frozenset({*PARAMETERS, "afterId"})
_SLASHES = re.compile("/{2,}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# Any shop has orders; these words only the Open Booking API has.
_NO_EVIDENCE = "/orders/"
_OURS = "openactive"
# The API may share its host with a website, of which browsers ask for icons: only who speaks of OpenActive is answered
# by the API. What asks about a URL, before a browser's script sends anything, has no answer of the API.
_OF_BROWSERS = frozenset({"OPTIONS", "HEAD"})
# Where these answer a URL with a slash too many, a booking system may mean that it is another than that of the call.
_NOT_THERE = frozenset({404, 405})
_PORTS = {"http": "80", "https": "443"}


class Found(NamedTuple):
    """A call, the Base URI below which it stands, and its Order UUID; "" and None where there is none."""

    base_uri: str
    call: str
    order_uuid: str | None


class CallFinder:
    """Finds the calls among the requests of any program, and the Base URIs below which they stand.

    With a ``base_uri`` only calls below that are found, and feeds wherever they are. ``orders_feed`` is the URL of an
    Orders feed that is not where the specification has it.
    """

    def __init__(self, base_uri: str = "", orders_feed: str = "") -> None:
        self._given = bool(base_uri)
        self._known = [_address(base_uri)] if base_uri else []
        self._feeds: dict[str, str] = {}
        self._orders_feed = _feed_of(orders_feed) if orders_feed else ""

    def find(self, exchange: Exchange) -> tuple[Exchange, str]:
        """Return the exchange with its call and Order UUID, and the Base URI of the call."""
        found = self.call_of(exchange)
        return replace(exchange, call=found.call, order_uuid=found.order_uuid), found.base_uri

    def call_of(self, exchange: Exchange) -> Found:
        """Return the call that an exchange is, "" where it is none of the API."""
        if self._is_of_orders_feed(exchange):
            return Found("", _FEEDS_OF_ORDERS["Order"], exchange.order_uuid)
        if exchange.status in _NOT_THERE and _has_slash_too_many(exchange.request.url):
            return Found("", "", exchange.order_uuid)
        address = _address(exchange.request.url)
        found = self._below_known(exchange, address) or self._below_new(exchange, address)
        if found is None:
            call = self._elsewhere(exchange)
            return Found(self._base_of(call), call, exchange.order_uuid)
        # A Broker that looks for the Orders feed where this system does not have it is told so.
        astray = exchange.status in _NOT_THERE and found.call in self._feeds.values()
        return Found("", "", exchange.order_uuid) if astray else found

    def _base_of(self, call: str) -> str:
        """Return the Base URI of a feed of Orders at an address of its own, where the recording shows only one."""
        return self._known[0] if call in _FEEDS_OF_ORDERS.values() and len(self._known) == 1 else ""

    def _is_of_orders_feed(self, exchange: Exchange) -> bool:
        asked = bool(self._orders_feed) and exchange.request.method == "GET"
        return asked and _feed_of(exchange.request.url) == self._orders_feed

    def _elsewhere(self, exchange: Exchange) -> str:
        """Recognise what may be at any URL by its response, and what else came from where a page of a feed came."""
        if exchange.request.method != "GET" or not exchange.succeeded:
            return ""
        found, feed = _recognised(exchange), _feed_of(exchange.request.url)
        if found in FEEDS:
            # A last page has no items that tell whose they are: the pages before it did.
            found = self._feeds.setdefault(feed, found)
        return found or self._feeds.get(feed, "")

    def _below_known(self, exchange: Exchange, address: str) -> Found | None:
        for base in self._known:
            if address.startswith(f"{base}/"):
                return _call_at(base, address.removeprefix(base), exchange)
        return None

    def _below_new(self, exchange: Exchange, address: str) -> Found | None:
        if self._given:
            return None
        for name, method, pattern in _patterns():
            match = pattern.search(address) if method == exchange.request.method else None
            if match is not None and _is_evidence(match.group(), exchange):
                base = address[: match.start()]
                self._known.append(base)
                return Found(base, name, _order_uuid(match.groupdict().get("uuid")))
        return None


def _call_at(base: str, path: str, exchange: Exchange) -> Found | None:
    for name, method, pattern in _patterns():
        match = pattern.fullmatch(path) if method == exchange.request.method else None
        if match is not None:
            return Found(base, name, _order_uuid(match.groupdict().get("uuid")))
    if exchange.status != 404 or exchange.request.method in _OF_BROWSERS:
        return None
    if any(pattern.fullmatch(path) for _, _, pattern in _patterns()) or not _speaks_openactive(exchange):
        return None
    return Found(base, UNKNOWN_ENDPOINT, None)


def _is_evidence(path: str, exchange: Exchange) -> bool:
    return not path.startswith(_NO_EVIDENCE) or _speaks_openactive(exchange)


def _speaks_openactive(exchange: Exchange) -> bool:
    bodies = [exchange.request.body or "", exchange.response.body if exchange.response else ""]
    headers = [*exchange.request.headers, *(exchange.response.headers if exchange.response else ())]
    return any(_OURS in text for text in (*bodies, *(value for _, value in headers)))


def _address(url: str) -> str:
    """Return scheme, host and path of a URL, so that equal addresses are equal text."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(f":{_PORTS.get(parts.scheme, '')}")
    return f"{parts.scheme}://{host}{_SLASHES.sub('/', parts.path).rstrip('/')}"


def _has_slash_too_many(url: str) -> bool:
    path = urlsplit(url).path
    return path.endswith("/") or "//" in path


def _order_uuid(segment: str | None) -> str | None:
    return segment.lower() if segment and _UUID.fullmatch(segment) else segment


def _recognised(exchange: Exchange) -> str:
    """Recognise a feed or a dataset site by the response, since its URL may be anything."""
    body = exchange.response.body if exchange.response else ""
    if '"items"' in body and '"next"' in body and _is_feed_page(exchange):
        kinds = {item["kind"].text for item in exchange.answer["items"].each()}
        return next((call for kind, call in _FEEDS_OF_ORDERS.items() if kind in kinds), _OPEN_FEED)
    return "dataset-site" if "application/ld+json" in body and '"Dataset"' in body and _OURS in body else ""


def _feed_of(url: str) -> str:
    """Return a URL without what says which page of a feed it is."""
    rest = sorted((name, text) for name, text in query_of(url).items() if name not in _OF_PAGES)
    return f"{_address(url)}?{urlencode(rest)}"


def _is_feed_page(exchange: Exchange) -> bool:
    page = exchange.answer
    items = page["items"].each()
    return any(item["state"] and item["modified"] for item in items) or (not items and bool(page["license"]))


@cache
def _patterns() -> list[tuple[str, str, re.Pattern[str]]]:
    rows = [row for row in calls().values() if row.path.startswith("/") and row.feature != "imin-checkout"]
    return [(row.name, row.method, _pattern(row.path)) for row in rows]


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    literal = [re.escape(part) if index % 2 == 0 else f"(?P<{part}>[^/]+)" for index, part in enumerate(parts)]
    return re.compile("".join(literal) + r"\Z")
