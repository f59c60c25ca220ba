"""What a partner's feeds showed of each Order and proposal: under which ``modified`` what, and how it ended."""

from __future__ import annotations

import json
from collections import OrderedDict
from hashlib import blake2s
from typing import TYPE_CHECKING, Any, NamedTuple

from booking_conformance.recording.booking import without_messages
from booking_conformance.recording.exchange import NotRecorded

if TYPE_CHECKING:
    from booking_conformance.recording.document import Document
    from booking_conformance.recording.exchange import Exchange

    _Item = tuple[str, str, str, str]

OF_PARTNERS = frozenset({"orders-feed", "order-proposals-feed"})
_OK = 200
_DELETED = "deleted"
_REJECTED = ("SellerRejected", "CustomerRejected")


class Version(NamedTuple):
    """An item as a page showed it: ``exchange`` is the id of that one, ``end`` how the item ended, "" if it did not."""

    exchange: str
    modified: object
    content: bytes
    end: str


class FeedVersions:
    """Remembers of the latest ``items_kept`` items the version that was shown last, and the first that was its end."""

    def __init__(self, items_kept: int) -> None:
        self._items_kept = items_kept
        self._last: OrderedDict[_Item, Version] = OrderedDict()
        self._end: OrderedDict[_Item, Version] = OrderedDict()
        self._deleted: OrderedDict[tuple[str, str], Exchange] = OrderedDict()

    def copy(self) -> FeedVersions:
        """Return another that remembers the same."""
        found = FeedVersions(self._items_kept)
        found._last, found._end, found._deleted = self._last.copy(), self._end.copy(), self._deleted.copy()
        return found

    def add(self, exchange: Exchange) -> None:
        """Take in an exchange."""
        if exchange.call not in OF_PARTNERS or exchange.status != _OK:
            return
        try:
            items = exchange.answer["items"].each()
        except NotRecorded:
            return
        for item in items:
            key, shown = _key(exchange, item), version(exchange, item)
            self._keep(key, shown)
            if shown.end == _DELETED and exchange.call == "orders-feed":
                self._deleted.setdefault((exchange.partner, key[-1]), without_messages(exchange))
                self._forget(self._deleted)

    def _keep(self, key: _Item, shown: Version) -> None:
        self._last[key] = shown
        if shown.end:
            self._end.setdefault(key, shown)
        for kept in (self._last, self._end):
            self._forget(kept)

    def _forget(self, kept: OrderedDict[Any, Any]) -> None:
        while len(kept) > self._items_kept:
            kept.popitem(last=False)

    def deletion(self, partner: str, order_uuid: str) -> Exchange | None:
        """Return the first page, without its messages, of a partner's Orders feed that shows an Order as deleted."""
        return self._deleted.get((partner, order_uuid.lower()))

    def last(self, page: Exchange, item: Document) -> Version | None:
        """Return how an item of a page was shown last, before that page."""
        return self._last.get(_key(page, item))

    def end(self, page: Exchange, item: Document) -> Version | None:
        """Return the first version in which an item of a page was shown as deleted, or as a rejected proposal."""
        return self._end.get(_key(page, item))


def version(page: Exchange, item: Document) -> Version:
    """Return how a page shows an item."""
    shown = json.dumps([item["state"].plain(), _sorted(item["data"].plain())], sort_keys=True, default=str)
    return Version(page.id, item["modified"].plain(), blake2s(shown.encode()).digest(), _end_in(item))


def _sorted(value: Any) -> Any:
    """Return a value with its lists in an order of their own: in JSON-LD they have none."""
    if isinstance(value, dict):
        return {name: _sorted(member) for name, member in value.items()}
    if isinstance(value, list):
        return sorted(json.dumps(_sorted(member), sort_keys=True, default=str) for member in value)
    return value


def _end_in(item: Document) -> str:
    if item["state"].text == _DELETED:
        return _DELETED
    status = str(item["data"]["orderProposalStatus"].plain())
    return next((end for end in _REJECTED if end in status), "")


def _key(page: Exchange, item: Document) -> _Item:
    known_as = item["id"] or item["@id"]
    return page.partner, page.call, str(item["kind"].plain()), str(known_as.plain()).lower()
