"""Whose an Order is in traffic that does not say so: its UUID belongs to the credentials that it was used with."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING

from booking_conformance.audit.masks import is_mask
from booking_conformance.recording import NotRecorded

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange

_CREDENTIALS = ("authorization", "api-key", "apikey", "token")
_CREATING = frozenset({"P", "B"})
_ORDERS_KEPT = 5000


class Partners:
    """Names the booking partner that sent each request, by the credentials in it.

    Where there are none, or a recorder hid them all alike, all is one partner's, but for an Order UUID under which
    different things were booked: so may two booking partners do, and nothing shows which of them asks from then on.
    """

    def __init__(self) -> None:
        self._booked: OrderedDict[str, str] = OrderedDict()
        self._shared: set[str] = set()
        self._strangers = 0

    def name(self, exchange: Exchange) -> str:
        """Return a name for the sender of an exchange, whose call and Order UUID are known; "" where all are one."""
        shown = [
            value
            for name, value in exchange.request.headers
            if _carries_credential(name) and not _is_hidden(name, value)
        ]
        if shown:
            return hashlib.blake2s("\n".join(shown).encode(errors="replace"), digest_size=4).hexdigest()
        uuid = exchange.order_uuid
        if uuid is None:
            return ""
        booked = _booked(exchange)
        if booked and self._booked.setdefault(uuid, booked) != booked:
            self._shared.add(uuid)
        if len(self._booked) > _ORDERS_KEPT:
            self._booked.popitem(last=False)
        if uuid not in self._shared:
            return ""
        self._strangers += 1
        return f"stranger {self._strangers}"


def _booked(exchange: Exchange) -> str:
    """Return what was booked, and for whom, as text; "" where nothing was, or that was not recorded."""
    try:
        sent = exchange.sent if exchange.call in _CREATING and exchange.succeeded else None
    except NotRecorded:
        return ""
    if sent is None or not sent["orderedItem"].each():
        return ""
    said = [sent[name].plain() for name in ("orderedItem", "customer")]
    return hashlib.blake2s(json.dumps(said, sort_keys=True, default=str).encode(), digest_size=8).hexdigest()


def _is_hidden(header: str, value: str) -> bool:
    """Return whether a mask stands in the place of a credential, as if all were the same."""
    return is_mask(value) or is_mask(value.partition(" ")[2]) or value == f"«secret:{header}»"


@lru_cache(maxsize=512)  # the headers of a recording have few names
def _carries_credential(header: str) -> bool:
    return any(word in header.lower() for word in _CREDENTIALS)
