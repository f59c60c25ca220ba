"""Named criteria for opportunities, as the predicates that each asks for (Test Interface criteria)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from booking_conformance.openactive.opportunities.predicates import PREDICATES
from booking_conformance.openactive.opportunities.published import is_closed
from booking_conformance.openactive.opportunities.published_offer import PublishedOffer
from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from collections.abc import Collection

    from booking_conformance.openactive.opportunities.published import PublishedOpportunity
    from booking_conformance.recording import Document

APPROVAL = "https://openactive.io/OpenBookingApproval"

#: How many spaces exactly these ask for.
EXACT_SPACES = {"BookableNoSpaces": 0, "BookableOneSpace": 1, "BookableFiveSpaces": 5}
LAST_SPACE = "BookableOneSpace"
# What speaks of a time before or after the start.
_TIMED = frozenset({"has ended", "is under way", "is before its booking window", "is past its cancellation window"})
_COMING = ("is in the future", "is not cancelled")
_OPEN = (*_COMING, "is open for booking in advance", "is within its booking window")
_BOOKABLE = (*_OPEN, "asks for no details")

#: What no Test Interface need know: it is had from those that do, and from feeds that show it.
EXTENSIONS = frozenset({"BookableUnderWay", "EventCancelled", "EventPostponed"})
#: What the checks ask for that are required of every booking system: no verdict without it.
PLAIN = frozenset({"Bookable", "BookableCancellable"})
CRITERIA: dict[str, tuple[str, ...]] = {
    "Bookable": (*_BOOKABLE, "has a free space"),
    "BookableFree": (*_BOOKABLE, "has a free space", "is free of charge"),
    "BookableNonFree": (*_BOOKABLE, "has a free space", "costs something"),
    "BookableUsingPayment": (*_BOOKABLE, "has a free space", "is payable"),
    "BookableNonFreePrepaymentRequired": (*_BOOKABLE, "has a free space", "has required prepayment"),
    "BookableNonFreePrepaymentOptional": (*_BOOKABLE, "has a free space", "has optional prepayment"),
    "BookableNonFreePrepaymentUnavailable": (*_BOOKABLE, "has a free space", "has unavailable prepayment"),
    "BookableNonFreeTaxGross": (*_BOOKABLE, "has a free space", "costs something", "is taxed gross"),
    "BookableNonFreeTaxNet": (*_BOOKABLE, "has a free space", "costs something", "is taxed net"),
    "BookableCancellable": (*_BOOKABLE, "has a free space", "is cancellable"),
    "BookableFreeCancellable": (*_BOOKABLE, "has a free space", "is free of charge", "is cancellable"),
    "BookableNonFreeCancellable": (*_BOOKABLE, "has a free space", "costs something", "is cancellable"),
    "BookableCancellableNoWindow": (*_BOOKABLE, "has a free space", "is cancellable"),
    "BookableCancellableWithinWindow": (*_BOOKABLE, "has a free space", "is cancellable"),
    "BookableCancellableOutsideWindow": (*_BOOKABLE, "has a free space", "is past its cancellation window"),
    "BookableNotCancellable": (*_BOOKABLE, "has a free space", "is not cancellable"),
    "BookableNoSpaces": (*_COMING, "asks for no details", "is full"),
    "BookableOneSpace": (*_BOOKABLE, "has exactly one space"),
    "BookableFiveSpaces": (*_BOOKABLE, "has exactly five spaces"),
    "BookableWithinValidFromBeforeStartDate": (*_BOOKABLE, "has a free space"),
    "BookableOutsideValidFromBeforeStartDate": (*_COMING, "asks for no details", "is before its booking window"),
    "BookableInPast": ("has ended",),
    "BookableUnderWay": (
        "is under way",
        "is not cancelled",
        "is within its booking window",
        "asks for no details",
        "has a free space",
    ),
    "EventCancelled": ("was cancelled",),
    "EventPostponed": ("was postponed",),
    "BookableAttendeeDetails": (*_OPEN, "has a free space", "asks for attendee details"),
    "BookableAdditionalDetails": (*_OPEN, "has a free space", "asks for additional details"),
    "BookableWithNegotiation": (*_OPEN, "has a free space", "may be negotiated"),
    "BookableSellerTermsOfService": (*_BOOKABLE, "has a free space", "has a seller with terms"),
    "OnlineBookable": (*_BOOKABLE, "has a free space", "is online"),
    "OfflineBookable": (*_BOOKABLE, "has a free space", "is at a location"),
}


def may_be(criterion: str, kind: str) -> bool:
    """Return whether an opportunity of a type can meet a criterion at all.

    One at no time has no start to be before, and a facility is never online.
    """
    known, names = opportunity_types()[kind], CRITERIA[criterion]
    return not (known.timeless and _TIMED.intersection(names)) and not (known.facility and "is online" in names)


# What is asked for since another feature is declared (`paid`), and the feature that says that there is none of it.
ASSUMED = {"BookableNonFreePrepaymentRequired": "prepayment-required"}
# What only a feature brings about: a system that does not declare it need not have any.
OF_FEATURES = {
    "BookableInPast": "past-opportunities",
    "BookableOutsideValidFromBeforeStartDate": "booking-window",
}
# What a booking system need not sell: it has none, and nothing is missing.
NEED_NOT_BE_SOLD = {"BookableNotCancellable": "the open feeds show nothing bookable that cannot be cancelled"}

# What a Test Interface may not know by this name: what is made under these may meet it as well.
ALSO_MET_BY = {
    "BookableFreeCancellable": ("BookableFree", "BookableCancellable"),
    "BookableNonFreeCancellable": ("BookableNonFree", "BookableCancellable"),
    "BookableCancellableNoWindow": ("BookableCancellable",),
    "BookableUsingPayment": ("BookableNonFree", "BookableNonFreePrepaymentRequired"),
    "BookableNonFreeTaxGross": ("BookableNonFree",),
    "BookableNonFreeTaxNet": ("BookableNonFree",),
    "OfflineBookable": ("Bookable",),
}


def never_left(criterion: str, shown: Collection[int | None]) -> str:
    """Return why a system sells nothing with as many spaces as a criterion asks for, "" where it may.

    ``shown`` is how many spaces its open feed shows of each opportunity, None where that is not stated.
    """
    asked, stated = EXACT_SPACES.get(criterion), [spaces for spaces in shown if spaces is not None]
    if asked is None or not shown:
        return ""
    if not stated:
        return "the open feed states no capacity"
    return f"no opportunity in the open feed has {asked} spaces" if max(stated) < asked else ""


def unmet(criterion: str, flow: str, offer: PublishedOffer) -> list[str]:
    """Return what an offered opportunity lacks for a criterion in a flow; [] when it meets it."""
    missing = [name for name in CRITERIA[criterion] if not PREDICATES[name](offer)]
    if (APPROVAL in offer.requirements) != (flow == "approval"):
        missing.append(f"is for the {flow} flow")
    return missing


def offer_that_meets(criterion: str, flow: str, opportunity: PublishedOpportunity) -> Document | list[str]:
    """Return the first offer that meets a criterion, or what is unmet with the last one.

    One that nobody can book in advance comes last: what it is refused for shows nothing of anything else.
    """
    missing = ["has an offer"]
    for offer in sorted(opportunity.offers, key=is_closed):
        missing = unmet(criterion, flow, PublishedOffer(opportunity, offer, datetime.now(UTC)))
        if not missing:
            return offer
    return missing


def services(offer: PublishedOffer) -> set[tuple[str, str]]:
    """Return the criteria that an offered opportunity meets, each with the flow that it is booked in."""
    flow = "approval" if APPROVAL in offer.requirements else "simple"
    held = {name for name, holds in PREDICATES.items() if holds(offer)}
    return {(criterion, flow) for criterion, names in CRITERIA.items() if held.issuperset(names)}
