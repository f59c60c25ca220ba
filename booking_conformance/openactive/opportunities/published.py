"""An opportunity as the open feeds publish it, with what it inherits, and which of its offers can be booked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.openactive.iso8601 import duration, later, moment
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of, is_of
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Document
from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from datetime import datetime

UNAVAILABLE = f"{OPENACTIVE}Unavailable"
_SELLERS = ("organizer", "provider")
_OFF = ("EventCancelled", "EventPostponed")
# What shows that an offer can be booked through the API, in the words of the specification and of its later practice.
_SIGNS = (
    *("availableChannel", "openBookingInAdvance", "advanceBooking"),
    *("openBookingPrepayment", "prepayment", "openBookingFlowRequirement"),
)


@dataclass(frozen=True)
class PublishedOpportunity:
    """An opportunity as published. ``type`` is the name of its type (``schemas/opportunity_types.yaml``).

    ``holders`` are what its properties are looked for in: itself, then what is above. ``whole`` means that everything
    above it was found.
    """

    type: str
    holders: tuple[Document, ...]
    whole: bool = True

    @classmethod
    def of(cls, kind: str, *holders: object) -> PublishedOpportunity:
        """Return an opportunity from JSON: itself, then what is above it."""
        return cls(kind, tuple(Document(holder) for holder in holders))

    @property
    def data(self) -> Document:
        """What its own feed item publishes, without what it inherits."""
        return self.holders[0]

    @property
    def parent(self) -> Document | None:
        """What it belongs to itself, such as its superEvent or facilityUse; None when it belongs to nothing."""
        reference, *found = self.holders[1:3] or (None,)
        same = [holder for holder in found if reference is not None and holder.id == reference.id]
        return same[0] if same else reference

    def value(self, *names: str) -> Document:
        """Return the first property of these names that the opportunity has or inherits, else its own missing one.

        null says that it has none itself: it may inherit one.
        """
        found = (holder[name] for holder in self.holders for name in names if holder[name].plain() is not None)
        return next(found, self.data[names[0]])

    @property
    def id(self) -> str:
        """Its @id, "" when it has none."""
        return self.data.id or ""

    @property
    def capacity(self) -> int | None:
        """The spaces left, None when the feed does not state them."""
        return capacity_of(self.type, self.data.value)

    @property
    def start(self) -> datetime | None:
        """The startDate, or None."""
        return moment(self.data["startDate"].text)

    @property
    def end(self) -> datetime | None:
        """The endDate, or else the startDate and the duration; None where it says neither."""
        stated, length, start = moment(self.data["endDate"].text), duration(self.data["duration"].text), self.start
        if stated is None and start is not None and length is not None:
            return later(start, length)
        return stated

    @property
    def is_off(self) -> bool:
        """Return whether it was cancelled or postponed."""
        return (self.value("eventStatus").text or "").endswith(_OFF)

    @property
    def capacity_is_optional(self) -> bool:
        """Return whether an opportunity of its type may leave its capacity out; a bookable session or slot may not."""
        known = opportunity_types().get(self.type)
        return known is None or known.capacity_optional

    @property
    def is_timeless(self) -> bool:
        """Return whether it takes place at no time, as an OnDemandEvent."""
        known = opportunity_types().get(self.type)
        return known is not None and known.timeless

    @property
    def is_of_its_type(self) -> bool:
        """Return whether it is of the type that it was looked for as: several types may share a feed."""
        return is_of(self.type, self.data, self.holders[1:])

    @property
    def seller(self) -> Document:
        """Its Seller (organizer or provider), its own or inherited; a missing Document when there is none."""
        known = opportunity_types().get(self.type)
        own = known.seller if known else _SELLERS[0]
        return self.value(own, *(name for name in _SELLERS if name != own))

    @property
    def offers(self) -> list[Document]:
        """Its offers, else those it inherits."""
        listed = (holder["offers"].each() for holder in self.holders)
        return next((offers for offers in listed if offers), [])

    @property
    def is_complete(self) -> bool:
        """Return whether it has, or inherits, what nothing can be booked without: a Seller, and offers."""
        return bool(self.seller and self.offers)

    def open_offers(self, now: datetime) -> list[Document]:
        """Return the offers that it can be booked by through the API; none when it is over or cancelled."""
        allowed = self.seller["isOpenBookingAllowed"].boolean
        if allowed is False or self.is_off or (self.start is not None and self.start < now):
            return []
        return [offer for offer in self.offers if is_open(offer, allowed=bool(allowed))]


def is_open(offer: Document, *, allowed: bool) -> bool:
    """Return whether an offer can be booked through the API; ``allowed`` is what its Seller says of that."""
    if is_closed(offer):
        return False
    return allowed or any(offer[name] for name in _SIGNS)


def is_closed(offer: Document) -> bool:
    """Return whether an offer says that it cannot be booked through the API: not in advance, or by other channels."""
    if UNAVAILABLE in (offer["openBookingInAdvance"].text, offer["advanceBooking"].text):
        return True
    stated = offer["availableChannel"]
    channels = [channel.text or "" for channel in stated.each() or [stated]]
    return any(channels) and not any(channel.startswith(f"{OPENACTIVE}OpenBooking") for channel in channels)
