"""What a B says of the Order that it makes: what was asked for, by whom, and what never changes of what came back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import getitem
from typing import TYPE_CHECKING, NamedTuple

from booking_conformance.recording.exchange import NotRecorded, Request, altered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from booking_conformance.recording.document import Document
    from booking_conformance.recording.exchange import Exchange

_CONFIRMED = "Confirmed"
_FIXED = (
    *("orderNumber", "brokerRole", "broker/name", "payment/identifier"),
    *("seller/@id", "seller/taxMode", "seller/vatID"),
)
_LASTING = ("accessCode", "accessPass", "additionalProperty")
_NO_REQUEST = Request("", "")


@dataclass(frozen=True)
class Wanted:
    """What a B asks for: opportunities with their offers, sorted, and the customer's address; empty where not said."""

    items: tuple[tuple[str, str], ...] = ()
    customer: str = ""

    def agrees_with(self, other: Wanted) -> bool:
        """Return whether nothing that both say differs."""
        return _agree(self.items, other.items) and _agree(self.customer, other.customer)


class Sold(NamedTuple):
    """What a B said of an item: opportunity and offer, and of the offer its name and price.

    ``has`` names what it has that only grows; ``starts`` and ``latest`` are the texts of its startDate and of the
    latestCancellationBeforeStartDate of its offer, "" where not stated.
    """

    bought: tuple[str, str]
    name: str
    price: Decimal | None
    has: frozenset[str]
    starts: str
    latest: str


@dataclass(frozen=True)
class Booking:
    """What a successful B said: ``by`` is that exchange, without its messages.

    ``items`` are the @ids of its OrderItems, None where not all have one. ``total`` is None where something had been
    cancelled already, or nothing has a price. ``fixed`` is what is kept out of the Orders feed since it never changes,
    by its path. ``sold`` says of each item that has an @id what was sold. ``date`` is the Date header, None without.
    """

    by: Exchange
    items: frozenset[str] | None
    wanted: Wanted
    total: Decimal | None
    fixed: tuple[tuple[str, str], ...]
    sold: Mapping[str, Sold]
    date: str | None


def booking(exchange: Exchange) -> Booking:
    """Return what a successful B says; raise NotRecorded where its response was not recorded."""
    order = exchange.answer
    items = order["orderedItem"].each()
    whole = all((item["orderItemStatus"].text or "").endswith(_CONFIRMED) for item in items)
    total = order["totalPaymentDue"]["price"].decimal if whole else None
    sold = {item.id: sold_as(item) for item in items if item.id}
    wanted, date = wanted_in(exchange), exchange.response_header("Date")
    return Booking(without_messages(exchange), item_ids_in(order), wanted, total, fixed_in(order), sold, date)


def without_messages(exchange: Exchange) -> Exchange:
    """Return when and how an exchange was, for a memory that is not to hold what was said."""
    return altered(exchange, request=_NO_REQUEST, response=None)


def item_ids_in(order: Document) -> frozenset[str] | None:
    """Return the @ids of the OrderItems, None where there are none or not all have one."""
    items = order["orderedItem"].each()
    known = [item.id for item in items if item.id]
    return frozenset(known) if known and len(known) == len(items) else None


def sold_as(item: Document) -> Sold:
    """Return what an OrderItem says of what was sold."""
    offer, opportunity = item["acceptedOffer"], item["orderedItem"]
    bought, has = (opportunity.id or "", offer.id or ""), frozenset(name for name in _LASTING if item[name].each())
    latest = offer["latestCancellationBeforeStartDate"].text or ""
    starts = (opportunity["startDate"].text or "") if latest else ""
    return Sold(bought, offer["name"].text or "", offer["price"].decimal, has, starts, latest)


def fixed_in(order: Document) -> tuple[tuple[str, str], ...]:
    """Return of what never changes in an Order that which it states, by its path."""
    found = ((path, reduce(getitem, path.split("/"), order).text) for path in _FIXED)
    return tuple((path, text) for path, text in found if text)


def wanted_in(exchange: Exchange) -> Wanted:
    """Return what a B asks for; nothing where its request was not recorded."""
    try:
        sent = exchange.sent
    except NotRecorded:
        return Wanted()
    items = sent["orderedItem"].each()
    pairs = sorted((item["orderedItem"].id or "", item["acceptedOffer"].id or "") for item in items)
    return Wanted(tuple(pairs), (sent["customer"]["email"].text or "").lower())


def _agree(one: object, other: object) -> bool:
    return one == other or not one or not other
