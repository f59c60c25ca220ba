"""What the open feeds publish, as the pages of a conversation show it: opportunities with what they inherit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.openactive.criteria import moment
from booking_conformance.openactive.opportunity import PARENT, SELLER
from booking_conformance.openactive.rpde import id_of, items_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from booking_conformance.recording import Document, Exchange, Reading

OPENACTIVE = "https://openactive.io/"
# The kinds of feeds that hold what the opportunities of a kind inherit from.
KINDS_ABOVE = {"ScheduledSession": ("SessionSeries",), "Slot": ("FacilityUse", "IndividualFacilityUse")}
UNAVAILABLE = f"{OPENACTIVE}Unavailable"
_ABOVE = ("superEvent", "facilityUse", "aggregateFacilityUse")
_SELLERS = ("organizer", "provider")
_BARE = 2
_OFF = ("EventCancelled", "EventPostponed")
# What shows that an offer can be booked through the API, in the words of the specification and of its later practice.
_SIGNS = ("openBookingInAdvance", "advanceBooking", "openBookingPrepayment", "prepayment", "openBookingFlowRequirement")


@dataclass(frozen=True)
class Published:
    """An opportunity as published. ``holders`` are what its properties are looked for in: itself, then what is above.

    ``whole`` tells that everything above it was found.
    """

    type: str
    holders: tuple[Document, ...]
    whole: bool

    @property
    def data(self) -> Document:
        """The opportunity itself."""
        return self.holders[0]

    def value(self, *names: str) -> Document:
        """Return the first property of these names that the opportunity has or inherits, else its own missing one."""
        found = (holder[name] for holder in self.holders for name in names if holder[name])
        return next(found, self.data[names[0]])

    @property
    def seller(self) -> Document:
        """Its organizer or provider."""
        own = SELLER.get(self.type, _SELLERS[0])
        return self.value(own, *(name for name in _SELLERS if name != own))

    @property
    def offers(self) -> list[Document]:
        """Its offers, else those it inherits."""
        listed = (holder["offers"].each() for holder in self.holders)
        return next((offers for offers in listed if offers), [])

    def open_offers(self, now: datetime) -> list[Document]:
        """Return the offers that it can be booked by through the API; none when it is over or cancelled."""
        allowed = self.seller["isOpenBookingAllowed"].boolean
        starts = moment(self.data["startDate"].plain())
        off = (self.value("eventStatus").text or "").endswith(_OFF)
        if allowed is False or off or (starts is not None and starts < now):
            return []
        return [offer for offer in self.offers if is_open(offer, allowed=bool(allowed))]


def is_open(offer: Document, *, allowed: bool) -> bool:
    """Tell whether an offer can be booked through the API; ``allowed`` is what its Seller says of that."""
    if UNAVAILABLE in (offer["openBookingInAdvance"].text, offer["advanceBooking"].text):
        return False
    if offer["availableChannel"]:
        channels = [channel.text or "" for channel in offer["availableChannel"].each()]
        return any(channel.startswith(f"{OPENACTIVE}OpenBooking") for channel in channels)
    return allowed or any(offer[name] for name in _SIGNS)


def pages(conversation: Reading, kind: str) -> list[Exchange]:
    """Return the pages that were read of the feed of a kind, without those that were not answered 200."""
    return [page for page in conversation.exchanges if page.step.startswith(f"{kind} page ") and page.status == 200]


def latest(read: Sequence[Exchange]) -> list[Document]:
    """Return the data of each item of these pages as last seen, without what is deleted."""
    last: dict[tuple[str | None, str], Document] = {}
    for item in (item for page in read for item in items_of(page)):
        last[item["kind"].text, str(id_of(item).value)] = item
    found = [item["data"] for item in last.values() if item["state"].text == "updated"]
    return [data for data in found if isinstance(data.value, dict)]


def published(conversation: Reading, kind: str, above: Sequence[str]) -> list[Published]:
    """Return the opportunities of a kind that the pages show, with what the pages of the kinds above show of theirs."""
    known: dict[str, Document] = {}
    for data in (data for parent in above for data in latest(pages(conversation, parent))):
        known |= dict(_by_id(data))
    return [_joined(kind, data, known) for data in latest(pages(conversation, kind))]


def _by_id(data: Document) -> Iterator[tuple[str, Document]]:
    for part in (data, *data["individualFacilityUse"].each()):
        if part.id is not None:
            yield part.id, part


def _joined(kind: str, data: Document, known: dict[str, Document]) -> Published:
    holders, whole = [data], True
    names = (PARENT.get(kind, _ABOVE[0]), *_ABOVE)
    place = data
    while len(holders) <= len(_ABOVE):
        reference = next((place[name] for name in names if place[name]), None)
        if reference is None:
            break
        found = known.get(reference.id or "", reference)
        whole = whole and (found is not reference or len(reference.properties()) > _BARE)
        holders += [found] if found is reference else [reference, found]
        place = found
    return Published(kind, tuple(holders), whole)
