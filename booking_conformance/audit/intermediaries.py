"""What others than the booking system answered: a cache, a gateway, a front door. It says nothing of the API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from booking_conformance.recording.exchange import header

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange

_SLASHES = re.compile("/{2,}")
_NOT_MODIFIED = 304
_REDIRECTS = frozenset({301, 302, 307, 308})
# A booking system answers these in JSON, if at all; the pages of a gateway are HTML, text or nothing.
_OF_GATEWAYS = frozenset({502, 503, 504})
# No booking system has these: they say that it did not answer the gateway before it.
_OF_GATEWAYS_ALONE = frozenset({*range(520, 528), 530})
_CONDITIONS = ("if-none-match", "if-modified-since")


def answered_by_another(exchange: Exchange) -> str:
    """Return which exchanges this is one of, for a person to read; "" where the booking system answered."""
    found = (words for words, holds in _KINDS.items() if holds(exchange))
    return next(found, "")


def _is_of_cache(exchange: Exchange) -> bool:
    request = exchange.request
    asked = request.headers_lost or any(header(request.headers, name) for name in _CONDITIONS)
    return exchange.status == _NOT_MODIFIED and asked


def _is_of_gateway(exchange: Exchange) -> bool:
    response = exchange.response
    if response is None or response.body.lstrip().startswith("{"):
        return False
    return response.status in _OF_GATEWAYS or response.status in _OF_GATEWAYS_ALONE


def _is_front_door(exchange: Exchange) -> bool:
    location = header(exchange.response.headers, "location") if exchange.response else None
    if not location or exchange.status not in _REDIRECTS:
        return False
    url = exchange.request.url
    try:
        return _below_host(urljoin(url, location)) == _below_host(url)
    except ValueError:
        return False


def _is_redirect_to_somewhere(exchange: Exchange) -> bool:
    response = exchange.response
    lost = response is not None and response.headers_lost and header(response.headers, "location") is None
    return lost and exchange.status in _REDIRECTS


def _below_host(url: str) -> tuple[str, str]:
    """Return path and query of a URL, however many slashes are in it."""
    parts = urlsplit(url)
    return _SLASHES.sub("/", f"{parts.path}/"), parts.query


_KINDS = {
    "not modified since the client's copy": _is_of_cache,
    "answered by a gateway": _is_of_gateway,
    "redirected to the same path at another host, scheme or slash": _is_front_door,
    "redirected, but not recorded where to": _is_redirect_to_somewhere,
}
