"""What an exchange check may know besides its exchange: the Base URI, and what was said before about the same Order."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from booking_conformance.recording.exchange import NotRecorded

if TYPE_CHECKING:
    from booking_conformance.recording.exchange import Exchange

# Far more than the specification defines.
_ERROR_TYPES_KEPT = 1000


class History:
    """The exchanges before the one that is judged, joined by booking partner and Order UUID.

    ``base_uri`` is without a trailing slash; "" when it is not known. Orders are forgotten,
    oldest first, when there are more than ``orders_kept``: a recording may be longer than memory.
    """

    def __init__(self, base_uri: str, *, orders_kept: int = 20_000) -> None:
        self.base_uri = base_uri
        self._orders_kept = orders_kept
        self._orders: dict[tuple[str, str], list[Exchange]] = defaultdict(list)
        self._tax_modes: dict[str, tuple[str, Exchange]] = {}
        self._error_names: dict[str, tuple[str, Exchange]] = {}

    def add(self, exchange: Exchange) -> None:
        """Take in the next exchange; they come in the order in which they were sent."""
        self._keep_tax_mode(exchange)
        self._keep_error_names(exchange)
        if exchange.order_uuid is None:
            return
        self._orders[exchange.partner, exchange.order_uuid].append(exchange)
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
        if identifier and tax_mode:
            self._tax_modes.setdefault(identifier, (tax_mode, exchange))

    def _keep_error_names(self, exchange: Exchange) -> None:
        if not exchange.refused or (exchange.response and exchange.response.body_lost):
            return
        answer = exchange.answer
        for error in (answer, *answer.find("orderedItem[*].error[*]")):
            kind, name = error.type, error["name"].text
            if kind and name and len(self._error_names) < _ERROR_TYPES_KEPT:
                self._error_names.setdefault(kind, (name, exchange))

    def error_name(self, kind: str) -> tuple[str, Exchange] | None:
        """Return the name that errors of a type were first answered with, and where."""
        return self._error_names.get(kind)

    def tax_mode(self, seller: str) -> tuple[str, Exchange] | None:
        """Return the taxMode that a Seller, named by its @id, was first answered with, and where."""
        return self._tax_modes.get(seller)

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
