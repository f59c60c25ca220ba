"""An opportunity that a scenario was handed, with the offer to book it by."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from booking_conformance.openactive.opportunities.published import PublishedOpportunity
    from booking_conformance.recording import Document


@dataclass(frozen=True)
class Opportunity:
    """``published`` is what the feeds say of it, ``offer`` the offer chosen for a criterion.

    ``created`` means that this run made it, ``exclusive`` that nobody else books it meanwhile and its spaces are known.
    ``spaces`` is how many of them may be taken at a time, None where it is all of them.
    """

    published: PublishedOpportunity
    offer: Document
    criterion: str
    seller: str
    created: bool
    exclusive: bool
    spaces: int | None = None

    @property
    def type(self) -> str:
        """The name of its type (``schemas/opportunity_types.yaml``)."""
        return self.published.type

    @property
    def sent_type(self) -> str:
        """The @type by which messages refer to it."""
        return opportunity_types()[self.type].type

    @property
    def id(self) -> str:
        """Its @id, "" when it has none."""
        return self.published.id

    @property
    def data(self) -> dict[str, Any]:
        """What its feed publishes, as JSON."""
        return _object(self.published.data)

    @property
    def parent(self) -> dict[str, Any]:
        """What it belongs to, such as its superEvent or facilityUse; {} when nothing is known of that."""
        parent = self.published.parent
        return {} if parent is None else _object(parent)

    @property
    def offer_id(self) -> str:
        """The @id of the offer, "" when it has none."""
        return self.offer.id or ""

    @property
    def capacity(self) -> int | None:
        """The spaces left when it was fetched, None when the feed does not state them."""
        return self.published.capacity

    @property
    def price(self) -> Decimal:
        """The price of the offer; an unreadable one counts as 0."""
        return self.offer["price"].decimal or Decimal(0)

    @property
    def is_paid_in_advance(self) -> bool:
        """Return whether it has to be paid in advance."""
        return prepayment_of(self.offer) == "Required"

    @property
    def is_online(self) -> bool:
        """Return whether it takes place online, and at no location besides."""
        return (self.published.value("eventAttendanceMode").text or "").endswith("/OnlineEventAttendanceMode")

    def as_fact(self) -> dict[str, Any]:
        """Return what checks may want to know of it, as JSON."""
        return {
            "type": self.type,
            "id": self.id,
            "offer": self.offer.plain(),
            "data": self.data,
            "parent": self.parent,
            "criterion": self.criterion,
            "seller": self.seller,
            "created": self.created,
            "exclusive": self.exclusive,
            "capacity": self.capacity,
        }


def prepayment_of(offer: Document) -> str:
    """Return whether an offer is paid in advance (Required, Optional, Unavailable), "" for one that is free.

    Required is what an offer means that costs something and states nothing.
    """
    if not offer["price"].decimal:
        return ""
    return ((offer["openBookingPrepayment"] or offer["prepayment"]).text or "Required").rsplit("/", 1)[-1]


def _object(place: Document) -> dict[str, Any]:
    return place.value if isinstance(place.value, dict) else {}
