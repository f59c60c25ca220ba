"""Comparing the configured Sellers and the scope with what the first pages of the open feeds show."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from booking_conformance.openactive.rpde import items_of
from booking_conformance.recording import NotRecorded
from booking_conformance.results import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from booking_conformance.config import Configuration
    from booking_conformance.recording import Document, Exchange

_HOLDERS = ("superEvent", "facilityUse")
_PARTIES = ("organizer", "provider", "seller")
_NAMED = 5

Finding = tuple[str, bool | None, str, str]
"""Name, whether it is well (None: reported only), detail, remedy."""


def sellers_shown(exchanges: Iterable[Exchange]) -> Mapping[str, int]:
    """Return how many items of the open feeds each Seller has, by its id."""
    pages = (exchange for exchange in exchanges if exchange.call == "open-feed" and exchange.succeeded)
    return Counter(seller for page in pages for item in _readable_items(page) for seller in _sellers(item["data"]))


def _readable_items(page: Exchange) -> list[Document]:
    """Return the items of a page; none of one that is too large to be kept."""
    with suppress(NotRecorded):
        return items_of(page)
    return []


def _sellers(data: Document) -> Iterator[str]:
    for place in (data, *(data[holder] for holder in _HOLDERS)):
        for party in _PARTIES:
            identifier = place[party].id or place[party].text
            if identifier:
                yield identifier


def seller_findings(configuration: Configuration, shown: Mapping[str, int]) -> Iterator[Finding]:
    """Yield a finding for each configured Seller; one that the first pages do not show may be on later ones."""
    others = ", ".join(f"{seller} ({count})" for seller, count in Counter(shown).most_common(_NAMED)) or "no Seller"
    for name, seller in configuration.sellers.items():
        if seller.id in shown:
            yield f"Seller {name}", True, f"{shown[seller.id]} items on the first pages of the feeds", ""
        else:
            detail = f"{seller.id} is not on the first pages of the feeds, which show {others}"
            yield f"Seller {name}", None, detail, f"Check sellers.{name}.id."
    if not configuration.sellers:
        yield "Sellers", None, f"none is configured; the feeds show {others}", "Configure [sellers.primary]."


def scope_finding(configuration: Configuration) -> Finding:
    """Return the scope that a run would have, and what the next one needs."""
    scopes, granted = list(Scope), configuration.granted_scope
    wider = scopes[scopes.index(granted) + 1 :][:1]
    remedy = f"For scope {wider[0]}: {configuration.way_to(wider[0])}" if wider else ""
    return "scope", None if wider else True, str(granted), remedy
