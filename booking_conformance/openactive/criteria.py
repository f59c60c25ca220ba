"""Named criteria for opportunities, as predicates on what the open feeds publish (Test Interface criteria)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from booking_conformance.openactive.iso8601 import duration
from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from booking_conformance.openactive.published import PublishedOpportunity
    from booking_conformance.recording import Document

APPROVAL = "https://openactive.io/OpenBookingApproval"
ATTENDEE_DETAILS = "https://openactive.io/OpenBookingAttendeeDetails"
INTAKE_FORM = "https://openactive.io/OpenBookingIntakeForm"
NEGOTIATION = "https://openactive.io/OpenBookingNegotiation"
UNAVAILABLE = "https://openactive.io/Unavailable"
REQUIRED = "https://openactive.io/Required"
OPTIONAL = "https://openactive.io/Optional"
_SOON = timedelta(hours=2)


@dataclass(frozen=True)
class Candidate:
    """An opportunity and one of its offers, looked at from ``now``."""

    opportunity: PublishedOpportunity
    offer: Document
    now: datetime

    @property
    def start(self) -> datetime | None:
        """The startDate, or None."""
        return self.opportunity.start

    @property
    def price(self) -> Decimal | None:
        """The price of the offer; None when it states none that can be read."""
        return self.offer["price"].decimal

    @property
    def prepayment(self) -> str | None:
        """The prepayment of the offer, under either of its names."""
        return (self.offer["openBookingPrepayment"] or self.offer["prepayment"]).text

    @property
    def requirements(self) -> set[str]:
        """What the offer lists as openBookingFlowRequirement."""
        found = self.offer["openBookingFlowRequirement"]
        return {entry.text for entry in (found.each() or [found]) if entry.text}

    def before_start(self, name: str) -> datetime | None:
        """Return startDate minus the duration that the offer states under a name."""
        length, start = duration(self.offer[name].text), self.start
        return start - length if length is not None and start is not None else None


Predicate = Callable[[Candidate], bool]


def _in_future(c: Candidate) -> bool:
    if c.opportunity.is_timeless:
        return True
    return c.start is not None and c.start > c.now + _SOON


def _in_booking_window(c: Candidate) -> bool:
    opens, closes = c.before_start("validFromBeforeStartDate"), c.before_start("validThroughBeforeStartDate")
    return (opens is None or opens <= c.now) and (closes is None or closes > c.now)


def _cancellable(c: Candidate) -> bool:
    latest = c.before_start("latestCancellationBeforeStartDate")
    return c.offer["allowCustomerCancellationFullRefund"].boolean is True and (latest is None or latest > c.now + _SOON)


def _has(requirement: str) -> Predicate:
    return lambda c: requirement in c.requirements


def _prepaid(value: str) -> Predicate:
    return lambda c: _costs(c) and (c.prepayment == value or (value == REQUIRED and c.prepayment is None))


def _is_status(status: str) -> Predicate:
    return lambda c: (c.opportunity.value("eventStatus").text or "").endswith(status)


def _costs(c: Candidate) -> bool:
    return c.price is not None and c.price > 0


def _holds(c: Candidate, least: int, most: int | None = None) -> bool:
    """Return whether so many spaces are left; where the feed states no capacity, nobody knows that there are not."""
    left = c.opportunity.capacity
    if left is None:
        return most is None and c.opportunity.capacity_is_optional
    return left >= least and (most is None or left <= most)


def _seller_has(name: str, value: str | None = None) -> Predicate:
    def holds(c: Candidate) -> bool:
        found = c.opportunity.seller[name]
        return found.text == value if value is not None else bool(found)

    return holds


def _mode(c: Candidate) -> str:
    return c.opportunity.value("eventAttendanceMode").text or ""


PREDICATES: dict[str, Predicate] = {
    "is in the future": _in_future,
    "was cancelled": _is_status("EventCancelled"),
    "was postponed": _is_status("EventPostponed"),
    "is not cancelled": lambda c: not c.opportunity.is_off,
    "is open for booking in advance": lambda c: c.offer["openBookingInAdvance"].text != UNAVAILABLE,
    "is within its booking window": _in_booking_window,
    "is before its booking window": lambda c: (c.before_start("validFromBeforeStartDate") or c.now) > c.now,
    "asks for no details": lambda c: not {ATTENDEE_DETAILS, INTAKE_FORM} & c.requirements,
    "has two places": lambda c: _holds(c, 2),
    "has one place exactly": lambda c: _holds(c, 1, 1),
    "has five places exactly": lambda c: _holds(c, 5, 5),
    "is full": lambda c: _holds(c, 0, 0),
    "is free of charge": lambda c: c.price == 0,
    "costs something": _costs,
    "is payable": lambda c: _costs(c) and c.prepayment != UNAVAILABLE,
    "has required prepayment": _prepaid(REQUIRED),
    "has optional prepayment": _prepaid(OPTIONAL),
    "has unavailable prepayment": _prepaid(UNAVAILABLE),
    "is cancellable": _cancellable,
    "is not cancellable": lambda c: not _cancellable(c),
    "is past its cancellation window": lambda c: (c.before_start("latestCancellationBeforeStartDate") or c.now) < c.now,
    "has ended": lambda c: (c.opportunity.end or c.now) < c.now or bool(c.start and c.start < c.now),
    "asks for attendee details": _has(ATTENDEE_DETAILS),
    "asks for additional details": _has(INTAKE_FORM),
    "may be negotiated": _has(NEGOTIATION),
    "is online": lambda c: _mode(c).endswith(("OnlineEventAttendanceMode", "MixedEventAttendanceMode")),
    "is at a place": lambda c: not _mode(c).endswith("OnlineEventAttendanceMode"),
    "is taxed gross": _seller_has("taxMode", "https://openactive.io/TaxGross"),
    "is taxed net": _seller_has("taxMode", "https://openactive.io/TaxNet"),
    "has a seller with terms": _seller_has("termsOfService"),
}

# What speaks of a time before or after the start.
_TIMED = frozenset({"has ended", "is before its booking window", "is past its cancellation window"})
_COMING = ("is in the future", "is not cancelled")
_BOOKABLE = (
    *_COMING,
    "is open for booking in advance",
    "is within its booking window",
    "asks for no details",
)

#: What no Test Interface need know: it is had from those that do, and from feeds that show it.
EXTENSIONS = frozenset({"EventCancelled", "EventPostponed"})
CRITERIA: dict[str, tuple[str, ...]] = {
    "Bookable": (*_BOOKABLE, "has two places"),
    "BookableFree": (*_BOOKABLE, "has two places", "is free of charge"),
    "BookableNonFree": (*_BOOKABLE, "has two places", "costs something"),
    "BookableUsingPayment": (*_BOOKABLE, "has two places", "is payable"),
    "BookableNonFreePrepaymentRequired": (*_BOOKABLE, "has two places", "has required prepayment"),
    "BookableNonFreePrepaymentOptional": (*_BOOKABLE, "has two places", "has optional prepayment"),
    "BookableNonFreePrepaymentUnavailable": (*_BOOKABLE, "has two places", "has unavailable prepayment"),
    "BookableNonFreeTaxGross": (*_BOOKABLE, "has two places", "costs something", "is taxed gross"),
    "BookableNonFreeTaxNet": (*_BOOKABLE, "has two places", "costs something", "is taxed net"),
    "BookableCancellable": (*_BOOKABLE, "has two places", "is cancellable"),
    "BookableFreeCancellable": (*_BOOKABLE, "has two places", "is free of charge", "is cancellable"),
    "BookableNonFreeCancellable": (*_BOOKABLE, "has two places", "costs something", "is cancellable"),
    "BookableCancellableNoWindow": (*_BOOKABLE, "has two places", "is cancellable"),
    "BookableCancellableWithinWindow": (*_BOOKABLE, "has two places", "is cancellable"),
    "BookableCancellableOutsideWindow": (*_BOOKABLE, "has two places", "is past its cancellation window"),
    "BookableNotCancellable": (*_BOOKABLE, "has two places", "is not cancellable"),
    "BookableNoSpaces": (*_COMING, "asks for no details", "is full"),
    "BookableOneSpace": (*_BOOKABLE, "has one place exactly"),
    "BookableFiveSpaces": (*_BOOKABLE, "has five places exactly"),
    "BookableWithinValidFromBeforeStartDate": (*_BOOKABLE, "has two places"),
    "BookableOutsideValidFromBeforeStartDate": (*_COMING, "asks for no details", "is before its booking window"),
    "BookableInPast": ("has ended",),
    "EventCancelled": ("was cancelled",),
    "EventPostponed": ("was postponed",),
    "BookableAttendeeDetails": (*_COMING, "has two places", "asks for attendee details"),
    "BookableAdditionalDetails": (*_COMING, "has two places", "asks for additional details"),
    "BookableWithNegotiation": (*_COMING, "has two places", "may be negotiated"),
    "BookableSellerTermsOfService": (*_BOOKABLE, "has two places", "has a seller with terms"),
    "OnlineBookable": (*_BOOKABLE, "has two places", "is online"),
    "OfflineBookable": (*_BOOKABLE, "has two places", "is at a place"),
}


def may_be(criterion: str, kind: str) -> bool:
    """Return whether an opportunity of a type can meet a criterion at all; one at no time has no start to be before."""
    return not (opportunity_types()[kind].timeless and _TIMED.intersection(CRITERIA[criterion]))


def unmet(criterion: str, flow: str, candidate: Candidate) -> list[str]:
    """Return what keeps a candidate from meeting a criterion in a flow; nothing when it meets it."""
    missing = [name for name in CRITERIA[criterion] if not PREDICATES[name](candidate)]
    if (APPROVAL in candidate.requirements) != (flow == "approval"):
        missing.append(f"is for the {flow} flow")
    return missing


def services(candidate: Candidate) -> set[tuple[str, str]]:
    """Return the criteria that a candidate meets, each with the flow that it is booked in."""
    flow = "approval" if APPROVAL in candidate.requirements else "simple"
    held = {name for name, holds in PREDICATES.items() if holds(candidate)}
    return {(criterion, flow) for criterion, names in CRITERIA.items() if held.issuperset(names)}
