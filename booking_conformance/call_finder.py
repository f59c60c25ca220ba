"""Which call of the API a request was, by its method and path; for traffic that says nothing of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from booking_conformance.tables import calls

if TYPE_CHECKING:
    from booking_conformance.exchange import Exchange

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def with_call(exchange: Exchange, base_uri: str = "") -> Exchange:
    """Return the exchange with its call and Order UUID; unchanged when it is no call or has them already.

    Without ``base_uri`` any path before that of the call passes for the Base URI.
    """
    if exchange.call or (base_uri and not _may_be_ours(exchange, base_uri)):
        return exchange
    path = urlsplit(exchange.request.url).path.rstrip("/")
    for name, method, pattern in _patterns():
        match = pattern.fullmatch(path) if method == exchange.request.method else None
        if match is not None:
            return replace(exchange, call=name, order_uuid=_order_uuid(match.groupdict().get("uuid")))
    return replace(exchange, call=_advertised(exchange))


def _may_be_ours(exchange: Exchange, base_uri: str) -> bool:
    return exchange.request.url.startswith(f"{base_uri}/") or exchange.request.method == "GET"


def _order_uuid(segment: str | None) -> str | None:
    return segment.lower() if segment and _UUID.fullmatch(segment) else segment


def _advertised(exchange: Exchange) -> str:
    """Tell an open feed and a dataset site by what was answered: their URLs may be any."""
    if exchange.request.method != "GET" or exchange.status != 200 or exchange.response is None:
        return ""
    if exchange.answer["items"].each() or (exchange.answer["items"] and exchange.answer["next"]):
        return "open-feed"
    return "dataset-site" if "application/ld+json" in exchange.response.body else ""


@cache
def _patterns() -> list[tuple[str, str, re.Pattern[str]]]:
    rows = [row for row in calls().values() if row.path.startswith("/")]
    return [(row.name, row.method, _pattern(row.path)) for row in rows]


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    literal = [re.escape(part) if index % 2 == 0 else f"(?P<{part}>[^/]+)" for index, part in enumerate(parts)]
    return re.compile(".*" + "".join(literal))
