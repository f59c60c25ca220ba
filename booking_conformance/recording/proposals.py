"""What a partner's feeds showed of its OrderProposals: that one was rejected, and which versions there were."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from booking_conformance.recording.booking import without_messages
from booking_conformance.recording.exchange import NotRecorded

if TYPE_CHECKING:
    from booking_conformance.recording.document import Document
    from booking_conformance.recording.exchange import Exchange

    _Order = tuple[str, str]

_FEEDS = frozenset({"orders-feed", "order-proposals-feed"})
_OK = 200
_REJECTED = ("SellerRejected", "CustomerRejected")
# Most pages show no proposal: then none of their items has to be looked at.
_VERSION = "orderProposalVersion"
# Far more than anybody amends.
_VERSIONS_KEPT = 50


class Proposals:
    """Remembers of the latest proposals the first page that showed each as rejected, and each of its versions."""

    def __init__(self, orders_kept: int) -> None:
        self._orders_kept = orders_kept
        self._rejected: OrderedDict[_Order, Exchange] = OrderedDict()
        self._versions: OrderedDict[_Order, dict[str, Exchange]] = OrderedDict()

    def copy(self) -> Proposals:
        """Return another that remembers the same."""
        found = Proposals(self._orders_kept)
        found._rejected = self._rejected.copy()
        found._versions = OrderedDict((order, dict(pages)) for order, pages in self._versions.items())
        return found

    def add(self, exchange: Exchange) -> None:
        """Take in an exchange."""
        if exchange.call not in _FEEDS or exchange.status != _OK:
            return
        try:
            if _VERSION not in exchange.text:
                return
            items = exchange.answer["items"].each()
        except NotRecorded:
            return
        page = without_messages(exchange)
        for item in items:
            self._see(page, item["data"])

    def _see(self, page: Exchange, proposal: Document) -> None:
        version, uuid = proposal[_VERSION].text, proposal["identifier"].text
        if not version or not uuid:
            return
        order = page.partner, uuid.lower()
        shown = self._versions.setdefault(order, {})
        if len(shown) < _VERSIONS_KEPT:
            shown.setdefault(version, page)
        status = str(proposal["orderProposalStatus"].plain())
        if any(end in status for end in _REJECTED):
            self._rejected.setdefault(order, page)
        self._forget(self._versions)
        self._forget(self._rejected)

    def _forget(self, kept: OrderedDict[_Order, Any]) -> None:
        while len(kept) > self._orders_kept:
            kept.popitem(last=False)

    def rejected(self, partner: str, order_uuid: str) -> Exchange | None:
        """Return the first page, without its messages, that showed a proposal as rejected, by whomever."""
        return self._rejected.get((partner, order_uuid.lower()))

    def versions(self, partner: str, order_uuid: str) -> dict[str, Exchange]:
        """Return the versions of a proposal that were shown, each with the first page, without its messages."""
        return self._versions.get((partner, order_uuid.lower()), {})
