"""What an exchange check may know besides its exchange: the Base URI, and what was said before about the same Order."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from booking_conformance.recording.bookings import Bookings
from booking_conformance.recording.exchange import FEEDS, NotRecorded
from booking_conformance.recording.feed_versions import FeedVersions
from booking_conformance.recording.others import Others
from booking_conformance.recording.proposals import Proposals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from booking_conformance.recording.exchange import Exchange

# Far more than the specification defines.
_ERROR_TYPES_KEPT = 1000
_SELLERS_KEPT = 10_000
# Of one Order: far more than a booking takes. Some programs poll for months, or quote with one UUID for ever.
_SAID_KEPT = 1000
_POSITIONS_KEPT = 1000
_LASTING = frozenset({"P", "B", "proposal-update", "cancellation", "order-deletion", "quote-deletion"})
# The end of a JSON string, from the last slash in it on: an identifier, or what ends an @id.
_ENDS_OF_TEXTS = re.compile(r'[^"/]+(?=")')
_ESCAPED = "\\u"


class History:
    """The exchanges before the one that is judged, joined by booking partner and Order UUID.

    ``base_uri`` is without a trailing slash; "" when it is not known. Orders are forgotten,
    oldest first, when there are more than ``orders_kept``: a recording may be longer than memory.
    ``partners_told_apart`` says that partners are those of a run, not just different credentials: then ``is_of_run``
    holds, and nothing was said to the booking system but what is recorded.
    """

    def __init__(self, base_uri: str, *, orders_kept: int = 20_000, partners_told_apart: bool = True) -> None:
        self.base_uri = base_uri
        self._orders_kept = orders_kept
        self._orders: dict[tuple[str, str], list[Exchange]] = defaultdict(list)
        self._tax_modes: dict[str, tuple[str, str]] = {}
        self._taxed: set[str] = set()
        self._error_names: dict[str, tuple[str, str]] = {}
        self._positions: dict[str, None] = {}
        self.others = Others(orders_kept, told_apart=partners_told_apart)
        self.bookings = Bookings(orders_kept)
        self.feed_versions = FeedVersions(orders_kept)
        self.proposals = Proposals(orders_kept)
        self.is_of_run = partners_told_apart

    def add(self, exchange: Exchange) -> None:
        """Take in the next exchange; they come in the order in which they were sent."""
        self._keep_tax_mode(exchange)
        self._keep_error_names(exchange)
        self._keep_position(exchange)
        self.others.add(exchange)
        self.bookings.add(exchange)
        self.feed_versions.add(exchange)
        self.proposals.add(exchange)
        if exchange.order_uuid is None:
            return
        said = self._orders[exchange.partner, exchange.order_uuid]
        said.append(exchange)
        if len(said) > _SAID_KEPT:
            # What made or ended the Order stays; of quotes and looks at its status the latest do.
            del said[next((place for place, earlier in enumerate(said) if earlier.call not in _LASTING), 0)]
        if len(self._orders) > self._orders_kept:
            del self._orders[next(iter(self._orders))]

    def _keep_tax_mode(self, exchange: Exchange) -> None:
        if not exchange.succeeded:
            return
        try:
            seller = exchange.answer["seller"]
        except NotRecorded:
            return
        identifier, tax_mode = seller["@id"].text, seller["taxMode"].text
        if identifier and tax_mode and len(self._tax_modes) < _SELLERS_KEPT:
            self._tax_modes.setdefault(identifier, (tax_mode, exchange.id))
            taxes = exchange.answer["totalPaymentTax"].each()
            if any((tax["price"].decimal or 0) > 0 for tax in taxes):
                self._taxed.add(identifier)

    def _keep_error_names(self, exchange: Exchange) -> None:
        if not exchange.refused:
            return
        try:
            answer = exchange.answer
        except NotRecorded:
            return
        for error in (answer, *answer.find("orderedItem[*].error[*]")):
            kind, name = error.type, error["name"].text
            if kind and name and len(self._error_names) < _ERROR_TYPES_KEPT:
                self._error_names.setdefault(kind, (name, exchange.id))

    def _keep_position(self, exchange: Exchange) -> None:
        if exchange.call in FEEDS and exchange.status == 200 and (query := self._query_of_next(exchange)):
            self._positions[query] = None
            if len(self._positions) > _POSITIONS_KEPT:
                del self._positions[next(iter(self._positions))]

    @staticmethod
    def _query_of_next(exchange: Exchange) -> str:
        try:
            return (exchange.answer["next"].text or "").partition("?")[2]
        except NotRecorded:
            return ""

    def was_named(self, url: str) -> bool:
        """Return whether a page of a feed named the position of a URL as its ``next``, not long ago."""
        return url.partition("?")[2] in self._positions

    def error_name(self, kind: str) -> tuple[str, str] | None:
        """Return the name that errors of a type were first answered with, and the id of that exchange."""
        return self._error_names.get(kind)

    def tax_mode(self, seller: str) -> tuple[str, str] | None:
        """Return the taxMode that a Seller, named by its @id, was first answered with, and the id of that exchange."""
        return self._tax_modes.get(seller)

    def has_taxed(self, seller: str) -> bool:
        """Return whether something of a Seller, named by its @id, was answered with tax on it."""
        return seller in self._taxed

    def of_order(self, partner: str, order_uuid: str) -> list[Exchange]:
        """Return what was said about an Order so far, oldest first."""
        return list(self._orders.get((partner, order_uuid), ()))

    def before(self, exchange: Exchange) -> list[Exchange]:
        """Return what was said before about the Order of ``exchange``, oldest first, by its booking partner."""
        if exchange.order_uuid is None:
            return []
        said = self._orders.get((exchange.partner, exchange.order_uuid), [])
        return [earlier for earlier in said if earlier.id != exchange.id]

    def last_success(self, exchange: Exchange, *calls: str) -> Exchange | None:
        """Return the latest earlier exchange of one of the calls that was answered with a 2xx."""
        said = self.before(exchange)
        return next((e for e in reversed(said) if e.call in calls and e.succeeded), None)

    def excerpt(self, exchanges: Iterable[Exchange]) -> History:
        """Return of this history what can be asked for about exchanges that are to follow, by their own partners.

        That is what was said about their Orders and about those that their responses name. Of the other Orders it has
        the places, so that it forgets the same ones when the exchanges are added.
        """
        found = History(self.base_uri, orders_kept=self._orders_kept, partners_told_apart=self.is_of_run)
        found._tax_modes, found._error_names = dict(self._tax_modes), dict(self._error_names)
        found._positions, found.others = dict(self._positions), self.others.copy()
        found.bookings, found.feed_versions = self.bookings.copy(), self.feed_versions.copy()
        found.proposals, found._taxed = self.proposals.copy(), set(self._taxed)
        wanted = {key for exchange in exchanges for key in self._spoken_of(exchange)}
        for key, said in self._orders.items():
            found._orders[key] = list(said) if key in wanted else []
        return found

    def _spoken_of(self, exchange: Exchange) -> Iterable[tuple[str, str]]:
        body = exchange.response.body if exchange.response else ""
        if _ESCAPED in body:
            return [key for key in self._orders if key[0] == exchange.partner]
        named = {*_ENDS_OF_TEXTS.findall(body), exchange.order_uuid}
        return [(exchange.partner, uuid) for uuid in named if uuid is not None]
