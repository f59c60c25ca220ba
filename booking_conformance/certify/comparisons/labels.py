"""What the recording says of each exchange against the request itself: its call, its Order, that it was repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.audit.call_finder import CallFinder
from booking_conformance.certify.comparisons.comparison import Comparison, compare
from booking_conformance.specification import calls
from booking_conformance.urls import origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from booking_conformance.certify.saved_report import SavedReport
    from booking_conformance.recording import Exchange

# What their conversations send is judged there, as attempts: it is no call, whatever its request line is.
_ATTEMPTS = "attempts-"
# Found by what a page shows, or below another Base URI.
_ELSEWHERE = frozenset({"open-feed", "dataset-site"})


def compare_labels(report: SavedReport) -> Comparison:
    """Compare call, Order UUID and origin of each exchange with its request: what is mislabelled is not judged."""
    return compare("the call and the Order of each exchange with its request line", _mislabelled(report))


def _mislabelled(report: SavedReport) -> Iterator[str]:
    exchanges, base_uri = report.recording.exchanges, report.recording.base_uri
    finder = CallFinder(base_uri, report.configuration.target.orders_feed or "")
    allowed = _origins(report)
    for exchange in exchanges:
        found, _ = finder.find(exchange)
        if _is_found_by_its_address(exchange) and found.call != exchange.call:
            yield f"exchange {exchange.id} is labelled {exchange.call or 'none'}, its request is {found.call or 'none'}"
        if found.call == exchange.call and found.order_uuid != exchange.order_uuid:
            yield f"exchange {exchange.id} is labelled with the Order {exchange.order_uuid}, its request names another"
        if exchange.partner and origin(exchange.request.url) not in allowed:
            yield f"exchange {exchange.id} went to another target: {exchange.request.url}"
    yield from _never_repeated(exchanges)


def _is_found_by_its_address(exchange: Exchange) -> bool:
    if exchange.scenario.startswith(_ATTEMPTS) and not exchange.call:
        return False
    call = calls().get(exchange.call)
    return exchange.call not in _ELSEWHERE and (call is None or call.feature != "imin-checkout")


def _origins(report: SavedReport) -> set[str]:
    checkout = report.configuration.checkout
    return {origin(url) for url in (report.recording.base_uri, checkout.base_url if checkout else "") if url}


def _never_repeated(exchanges: Sequence[Exchange]) -> Iterator[str]:
    """Find exchanges that are said to have been repeated, and were not: they would not be judged."""
    later: set[tuple[str, str, str | None]] = set()
    for exchange in reversed(exchanges):
        sent = (exchange.request.method, exchange.request.url, exchange.request.body)
        if exchange.superseded and (sent not in later or exchange.succeeded):
            yield f"exchange {exchange.id} is labelled as repeated, but its answer stands"
        later.add(sent)
