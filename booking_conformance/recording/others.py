"""Who created which Order, and whom each Order names: what has no place in what is said to somebody else."""

from __future__ import annotations

import re
from copy import deepcopy
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Any

from booking_conformance.recording.exchange import NotRecorded

if TYPE_CHECKING:
    from booking_conformance.recording.exchange import Exchange

_CREATING, _NAMING = ("P", "B"), ("C1", "C2", "P", "B")
# To look for what stands before an @ at each character of a body took a third of an audit.
_FROM_AT_ON = re.compile(r"@(?<=[\w.+-]@)[\w-]++\.[\w.-]*\w")
_ALSO_BEFORE_AT = "_.+-"
# To put a whole body into small letters for the sake of a few addresses takes longest of all. One of these letters
# becomes two, the other another one at the end of a word.
_SMALL_IN_CONTEXT = ("İ", "Σ")
_ASCII_BEFORE_AT = f"{ascii_letters}{digits}{_ALSO_BEFORE_AT}"
# One of them is another than any partner.
_PARTNERS_KEPT = 2


def addresses_in(text: str) -> set[str]:
    """Return the e-mail addresses in a text, in small letters."""
    found, end = set[str](), 0
    if any(letter in text for letter in _SMALL_IN_CONTEXT):
        text = text.lower()
    for match in _FROM_AT_ON.finditer(text):
        start = match.start()
        name = start - _length_of_name(text[end:start])
        if name < start:
            end = match.end()
            found.add(text[name:end].lower())
    return found


def _length_of_name(before: str) -> int:
    """Return how many characters at the end of what stands before an @ can be of an address."""
    rest = before.rstrip(_ASCII_BEFORE_AT)
    while rest and (rest[-1].isalnum() or rest[-1] in _ALSO_BEFORE_AT):
        rest = rest[:-1].rstrip(_ASCII_BEFORE_AT)
    return len(before) - len(rest)


class Others:
    """Remembers of the latest Orders which partners created them, and which e-mail addresses they were sent.

    Partners are ``told_apart`` where the run named them. In traffic of others they are known by credentials alone, and
    those of feeds are seldom those of bookings: a Seller's token books, the partner's own reads.
    """

    def __init__(self, orders_kept: int, *, told_apart: bool = True) -> None:
        self._orders_kept = orders_kept
        self._told_apart = told_apart
        self._creators: dict[str, dict[str, bool]] = {}
        self._sent: dict[tuple[str, str], set[str]] = {}
        self._people: dict[str, None] = {}
        self._successful: set[str] = set()

    def copy(self) -> Others:
        """Return another that remembers the same."""
        return deepcopy(self)

    def add(self, exchange: Exchange) -> None:
        """Take in an exchange about an Order."""
        if exchange.order_uuid is None or exchange.call not in _NAMING:
            return
        if exchange.call in _CREATING:
            known = self._creators.setdefault(exchange.order_uuid.lower(), {})
            known[exchange.partner] = known.get(exchange.partner, False) or exchange.succeeded
            if exchange.succeeded and len(self._successful) < _PARTNERS_KEPT:
                self._successful.add(exchange.partner)
        people, addresses = _sent(exchange)
        self._people |= dict.fromkeys(people)
        if addresses:
            self._sent.setdefault(self._order_of(exchange), set()).update(addresses)
        for kept in (self._creators, self._sent, self._people):
            self._forget(kept)

    def _forget(self, kept: dict[Any, Any]) -> None:
        while len(kept) > self._orders_kept:
            del kept[next(iter(kept))]

    def _order_of(self, exchange: Exchange) -> tuple[str, str]:
        return exchange.partner if self._told_apart else "", (exchange.order_uuid or "").lower()

    def created_by_others(self, partner: str) -> bool:
        """Return whether another partner than this one has created anything."""
        return self._told_apart and bool(self._successful - {partner})

    def alone_created(self, partner: str, order_uuid: str) -> bool:
        """Return whether others than a partner created something under an Order UUID, and that partner never tried."""
        known = self._creators.get(order_uuid.lower(), {})
        return self._told_apart and partner not in known and any(known.values())

    def strangers(self, exchange: Exchange, said: set[str]) -> set[str]:
        """Return which of the addresses that an exchange was answered with are of people of other Orders.

        Of an Order that is known to have been sent none there may have been more, before: then none are returned.
        """
        _, sent = _sent(exchange)
        own = sent | self._sent.get(self._order_of(exchange), set())
        strange = {address for address in said - own if address in self._people}
        return strange if own or exchange.order_uuid is None else set()


def _sent(exchange: Exchange) -> tuple[set[str], set[str]]:
    """Return the addresses of customer and attendees in a request, and all that are in it."""
    if exchange.call not in _NAMING:
        return set(), set()
    try:
        sent = exchange.sent
    except NotRecorded:
        return set(), set()
    people = (sent["customer"], *sent.find("orderedItem[*].attendee"))
    found = {address.lower() for person in people if (address := person["email"].text)}
    return found, found | addresses_in(exchange.request.body or "")
