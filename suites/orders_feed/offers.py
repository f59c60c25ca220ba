"""Offers in the Orders feed, compared with those that were accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import each, not_applicable, not_shown
from booking_conformance.check.comparison import FEED_ONLY, agree
from booking_conformance.suites.order_cancellation.items import items

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Reading


def require_offers(conversation: Reading, earlier: Document | str, later: str) -> None:
    """Fail unless the OrderItems of a later observation have the offers of an Order, or of an earlier observation."""
    order = shown(conversation, earlier) if isinstance(earlier, str) else earlier
    now, before = items(shown(conversation, later)), items(order)
    if now and not any(item["acceptedOffer"] for item in now.values()):
        not_applicable("The Orders feed shows no offers.")
    both = [(now[one]["acceptedOffer"], before[one]["acceptedOffer"]) for one in now if one in before]
    priced = [pair for pair in both if all(offer["price"] for offer in pair)]
    for offer, accepted in each(priced, "No OrderItem was shown with its offer and price before and afterwards."):
        agree(offer, accepted, "The offer is not the one that was accepted.", FEED_ONLY, shared_only=True)


def shown(conversation: Reading, name: str) -> Document:
    """Return the data of an observation of the feed; not-testable when it was not seen."""
    seen = conversation.observation(name)
    if not seen.seen:
        not_shown(f"The Orders feed did not show {seen.awaited}.", at=seen.item["data"])
    return seen.item["data"]
