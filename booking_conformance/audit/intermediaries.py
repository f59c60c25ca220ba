"""What others than the booking system answered: a cache, a gateway, a redirect to https. It says nothing of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.recording.exchange import header

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange

_NOT_MODIFIED = 304
_REDIRECTS = frozenset({301, 302, 307, 308})
# A booking system answers these in JSON, if at all; the pages of a gateway are HTML, text or nothing.
_OF_GATEWAYS = frozenset({502, 503, 504})
_CONDITIONS = ("if-none-match", "if-modified-since")


def answered_by_another(exchange: Exchange) -> str:
    """Return which exchanges this is one of, for a person to read; "" where the booking system answered."""
    found = (words for words, holds in _KINDS.items() if holds(exchange))
    return next(found, "")


def _is_of_cache(exchange: Exchange) -> bool:
    asked = (header(exchange.request.headers, name) for name in _CONDITIONS)
    return exchange.status == _NOT_MODIFIED and any(asked)


def _is_of_gateway(exchange: Exchange) -> bool:
    response = exchange.response
    return response is not None and response.status in _OF_GATEWAYS and not response.body.lstrip().startswith("{")


def _is_upgrade(exchange: Exchange) -> bool:
    location = header(exchange.response.headers, "location") if exchange.response else None
    return exchange.status in _REDIRECTS and location == exchange.request.url.replace("http://", "https://", 1)


_KINDS = {
    "not modified since the client's copy": _is_of_cache,
    "answered by a gateway": _is_of_gateway,
    "redirected to https": _is_upgrade,
}
