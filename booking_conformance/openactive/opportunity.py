"""An opportunity with the offer to book it by, as the open feeds publish them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

CAPACITY = {"ScheduledSession": "remainingAttendeeCapacity", "Slot": "remainingUses"}
PARENT_TYPE = {"ScheduledSession": "SessionSeries", "Slot": "FacilityUse"}
PARENT = {"ScheduledSession": "superEvent", "Slot": "facilityUse"}
SELLER = {"ScheduledSession": "organizer", "Slot": "provider"}


@dataclass(frozen=True)
class Opportunity:
    """``data`` is the opportunity as published, ``parent`` its superEvent or facilityUse, ``offer`` the offer chosen.

    ``created`` tells that this run made it, so that nobody else books it.
    """

    type: str
    id: str
    offer: dict[str, Any]
    data: dict[str, Any]
    parent: dict[str, Any]
    criterion: str
    seller: str
    created: bool

    @property
    def offer_id(self) -> str:
        """The @id of the offer."""
        return str(self.offer.get("@id") or self.offer.get("id") or "")

    @property
    def capacity(self) -> int | None:
        """The places left when it was fetched, None when the feed does not tell."""
        return capacity_of(self.type, self.data)

    @property
    def price(self) -> Decimal:
        """The price of the offer; an unreadable one counts as 0."""
        try:
            return Decimal(str(self.offer.get("price", 0)))
        except InvalidOperation:
            return Decimal(0)

    def as_fact(self) -> dict[str, Any]:
        """Return what checks may want to know of it, as JSON."""
        return {
            "type": self.type,
            "id": self.id,
            "offer": self.offer,
            "data": self.data,
            "parent": self.parent,
            "criterion": self.criterion,
            "seller": self.seller,
            "created": self.created,
            "capacity": self.capacity,
        }


def capacity_of(kind: str, data: Any) -> int | None:
    """Return the remaining capacity that an opportunity's data state, or None."""
    value = data.get(CAPACITY.get(kind, "")) if isinstance(data, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def offers_of(data: dict[str, Any], parent: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the offers of an opportunity, else those it inherits from its parent."""
    for holder in (data, parent):
        offers = holder.get("offers")
        if isinstance(offers, list) and offers:
            return [offer for offer in offers if isinstance(offer, dict)]
    return []


def seller_id(kind: str, data: dict[str, Any], parent: dict[str, Any]) -> str | None:
    """Return the @id of the organizer or provider, or None."""
    for holder in (data, parent):
        seller = holder.get(SELLER.get(kind, ""))
        if isinstance(seller, dict) and isinstance(seller.get("@id"), str):
            return str(seller["@id"])
        if isinstance(seller, str):
            return seller
    return None
