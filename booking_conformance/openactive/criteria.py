"""Named criteria for opportunities, as predicates on what the open feeds publish (Test Interface criteria)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from booking_conformance.openactive.published import UNAVAILABLE, is_closed
from booking_conformance.openactive.published_offer import PublishedOffer
from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from booking_conformance.openactive.published import PublishedOpportunity
    from booking_conformance.recording import Document

APPROVAL = "https://openactive.io/OpenBookingApproval"
ATTENDEE_DETAILS = "https://openactive.io/OpenBookingAttendeeDetails"
INTAKE_FORM = "https://openactive.io/OpenBookingIntakeForm"
NEGOTIATION = "https://openactive.io/OpenBookingNegotiation"
REQUIRED = "https://openactive.io/Required"
OPTIONAL = "https://openactive.io/Optional"
_SOON = timedelta(hours=2)
# What has begun so long ago, and does not say when it ends, has ended.
_LONGEST = timedelta(days=1)


Predicate = Callable[[PublishedOffer], bool]


def _in_future(offer: PublishedOffer) -> bool:
    if offer.opportunity.is_timeless:
        return True
    return offer.start is not None and offer.start > offer.now + _SOON


def _in_booking_window(offer: PublishedOffer) -> bool:
    opens, closes = offer.before_start("validFromBeforeStartDate"), offer.before_start("validThroughBeforeStartDate")
    return (opens is None or opens <= offer.now) and (closes is None or closes > offer.until)


def _has_ended(offer: PublishedOffer) -> bool:
    """Return whether it is over: what has started may still be booked (bkb-003)."""
    start, end = offer.start, offer.opportunity.end
    return end < offer.now if end is not None else start is not None and start < offer.now - _LONGEST


def _cancellable(offer: PublishedOffer) -> bool:
    latest = offer.before_start("latestCancellationBeforeStartDate")
    return offer.data["allowCustomerCancellationFullRefund"].boolean is True and (
        latest is None or latest > offer.now + _SOON
    )


def _has(requirement: str) -> Predicate:
    return lambda offer: requirement in offer.requirements


def _prepaid(value: str) -> Predicate:
    return lambda offer: (
        _costs(offer) and (offer.prepayment == value or (value == REQUIRED and offer.prepayment is None))
    )


def _is_status(status: str) -> Predicate:
    return lambda offer: (offer.opportunity.value("eventStatus").text or "").endswith(status)


def _costs(offer: PublishedOffer) -> bool:
    return offer.price is not None and offer.price > 0


def _holds(offer: PublishedOffer, least: int, most: int | None = None) -> bool:
    """Return whether so many spaces are left; where the feed states no capacity, nobody knows that there are not."""
    left = offer.opportunity.capacity
    if left is None:
        return most is None and offer.opportunity.capacity_is_optional
    return left >= least and (most is None or left <= most)


def _seller_has(name: str, value: str | None = None) -> Predicate:
    def holds(offer: PublishedOffer) -> bool:
        found = offer.opportunity.seller[name]
        return found.text == value if value is not None else bool(found)

    return holds


def _is_allowed(offer: PublishedOffer) -> bool:
    return offer.opportunity.seller["isOpenBookingAllowed"].boolean is not False


def _mode(offer: PublishedOffer) -> str:
    return offer.opportunity.value("eventAttendanceMode").text or ""


PREDICATES: dict[str, Predicate] = {
    "is in the future": _in_future,
    "was cancelled": _is_status("EventCancelled"),
    "was postponed": _is_status("EventPostponed"),
    "is not cancelled": lambda offer: not offer.opportunity.is_off,
    "is open for booking in advance": lambda offer: not is_closed(offer.data) and _is_allowed(offer),
    "is within its booking window": _in_booking_window,
    "is before its booking window": lambda offer: (
        (offer.before_start("validFromBeforeStartDate") or offer.until) > offer.until
    ),
    "asks for no details": lambda offer: not {ATTENDEE_DETAILS, INTAKE_FORM} & offer.requirements,
    "has a free space": lambda offer: _holds(offer, 1),
    "has exactly one space": lambda offer: _holds(offer, 1, 1),
    "has exactly five spaces": lambda offer: _holds(offer, 5, 5),
    "is full": lambda offer: _holds(offer, 0, 0),
    "is free of charge": lambda offer: offer.price == 0,
    "costs something": _costs,
    "is payable": lambda offer: _costs(offer) and offer.prepayment != UNAVAILABLE,
    "has required prepayment": _prepaid(REQUIRED),
    "has optional prepayment": _prepaid(OPTIONAL),
    "has unavailable prepayment": _prepaid(UNAVAILABLE),
    "is cancellable": _cancellable,
    "is not cancellable": lambda offer: not _cancellable(offer),
    "is past its cancellation window": lambda offer: (
        (offer.before_start("latestCancellationBeforeStartDate") or offer.now) < offer.now
    ),
    "has ended": _has_ended,
    "is under way": lambda offer: (
        (offer.start or offer.now) < offer.now and (offer.opportunity.end or offer.until) > offer.until
    ),
    "asks for attendee details": _has(ATTENDEE_DETAILS),
    "asks for additional details": _has(INTAKE_FORM),
    "may be negotiated": _has(NEGOTIATION),
    "is online": lambda offer: _mode(offer).endswith(("OnlineEventAttendanceMode", "MixedEventAttendanceMode")),
    "is at a location": lambda offer: not _mode(offer).endswith("OnlineEventAttendanceMode"),
    "is taxed gross": _seller_has("taxMode", "https://openactive.io/TaxGross"),
    "is taxed net": _seller_has("taxMode", "https://openactive.io/TaxNet"),
    "has a seller with terms": _seller_has("termsOfService"),
}

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
