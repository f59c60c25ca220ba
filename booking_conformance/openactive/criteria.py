"""Named criteria for opportunities, as predicates on what the open feeds publish (Test Interface criteria)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from booking_conformance.openactive.opportunity import capacity_of

APPROVAL = "https://openactive.io/OpenBookingApproval"
ATTENDEE_DETAILS = "https://openactive.io/OpenBookingAttendeeDetails"
INTAKE_FORM = "https://openactive.io/OpenBookingIntakeForm"
NEGOTIATION = "https://openactive.io/OpenBookingNegotiation"
UNAVAILABLE = "https://openactive.io/Unavailable"
REQUIRED = "https://openactive.io/Required"
OPTIONAL = "https://openactive.io/Optional"
_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_SOON = timedelta(hours=2)


@dataclass(frozen=True)
class Candidate:
    """An opportunity, its parent and one of its offers, looked at from ``now``."""

    type: str
    data: dict[str, Any]
    parent: dict[str, Any]
    offer: dict[str, Any]
    now: datetime

    def value(self, name: str) -> Any:
        """Return a property of the opportunity, else of its parent."""
        return self.data.get(name, self.parent.get(name))

    @property
    def capacity(self) -> int:
        """The places left, 0 when the feed does not tell."""
        return capacity_of(self.type, self.data) or 0

    @property
    def start(self) -> datetime | None:
        """The startDate, or None."""
        return moment(self.data.get("startDate"))

    @property
    def price(self) -> Decimal:
        """The price of the offer, -1 when it cannot be read."""
        try:
            return Decimal(str(self.offer.get("price", 0)))
        except InvalidOperation:
            return Decimal(-1)

    @property
    def prepayment(self) -> Any:
        """The prepayment of the offer, under either of its names."""
        return self.offer.get("openBookingPrepayment", self.offer.get("prepayment"))

    @property
    def requirements(self) -> list[str]:
        """The openBookingFlowRequirement of the offer as a list."""
        found = self.offer.get("openBookingFlowRequirement", [])
        return [entry for entry in (found if isinstance(found, list) else [found]) if isinstance(entry, str)]

    def before_start(self, name: str) -> datetime | None:
        """Return startDate minus the duration that the offer states under a name."""
        length, start = duration(self.offer.get(name)), self.start
        return start - length if length is not None and start is not None else None


Predicate = Callable[[Candidate], bool]


def moment(value: Any) -> datetime | None:
    """Return an aware time from ISO 8601 text, or None."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found


def duration(value: Any) -> timedelta | None:
    """Return a duration from ISO 8601 text of weeks, days and times, or None."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None or value in {"P", "PT"}:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    try:
        return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        return None


def _in_future(c: Candidate) -> bool:
    return c.start is not None and c.start > c.now + _SOON


def _in_booking_window(c: Candidate) -> bool:
    opens, closes = c.before_start("validFromBeforeStartDate"), c.before_start("validThroughBeforeStartDate")
    return (opens is None or opens <= c.now) and (closes is None or closes > c.now)


def _cancellable(c: Candidate) -> bool:
    latest = c.before_start("latestCancellationBeforeStartDate")
    return c.offer.get("allowCustomerCancellationFullRefund") is True and (latest is None or latest > c.now + _SOON)


def _has(requirement: str) -> Predicate:
    return lambda c: requirement in c.requirements


def _prepaid(value: str) -> Predicate:
    return lambda c: c.price > 0 and (c.prepayment == value or (value == REQUIRED and c.prepayment is None))


def _seller_has(name: str, value: Any = None) -> Predicate:
    def holds(c: Candidate) -> bool:
        seller = c.value("organizer") or c.value("provider")
        found = seller.get(name) if isinstance(seller, dict) else None
        return found == value if value is not None else bool(found)

    return holds


def _online(c: Candidate) -> bool:
    mode = c.value("eventAttendanceMode")
    return isinstance(mode, str) and mode.endswith(("OnlineEventAttendanceMode", "MixedEventAttendanceMode"))


PREDICATES: dict[str, Predicate] = {
    "is in the future": _in_future,
    "is not cancelled": lambda c: not str(c.value("eventStatus")).endswith(("EventCancelled", "EventPostponed")),
    "is open for booking in advance": lambda c: c.offer.get("openBookingInAdvance") != UNAVAILABLE,
    "is within its booking window": _in_booking_window,
    "is before its booking window": lambda c: (c.before_start("validFromBeforeStartDate") or c.now) > c.now,
    "asks for no details": lambda c: not {ATTENDEE_DETAILS, INTAKE_FORM} & set(c.requirements),
    "has two places": lambda c: c.capacity >= 2,
    "has one place exactly": lambda c: c.capacity == 1,
    "has five places exactly": lambda c: c.capacity == 5,
    "is full": lambda c: capacity_of(c.type, c.data) == 0,
    "is free of charge": lambda c: c.price == 0,
    "costs something": lambda c: c.price > 0,
    "is payable": lambda c: c.price > 0 and c.prepayment != UNAVAILABLE,
    "has required prepayment": _prepaid(REQUIRED),
    "has optional prepayment": _prepaid(OPTIONAL),
    "has unavailable prepayment": _prepaid(UNAVAILABLE),
    "is cancellable": _cancellable,
    "is not cancellable": lambda c: not _cancellable(c),
    "is past its cancellation window": lambda c: (c.before_start("latestCancellationBeforeStartDate") or c.now) < c.now,
    "has ended": lambda c: (moment(c.data.get("endDate")) or c.now) < c.now or bool(c.start and c.start < c.now),
    "asks for attendee details": _has(ATTENDEE_DETAILS),
    "asks for additional details": _has(INTAKE_FORM),
    "may be negotiated": _has(NEGOTIATION),
    "is online": _online,
    "is at a place": lambda c: not str(c.value("eventAttendanceMode")).endswith("OnlineEventAttendanceMode"),
    "is taxed gross": _seller_has("taxMode", "https://openactive.io/TaxGross"),
    "is taxed net": _seller_has("taxMode", "https://openactive.io/TaxNet"),
    "has a seller with terms": _seller_has("termsOfService"),
}

_COMING = ("is in the future", "is not cancelled")
_BOOKABLE = (
    *_COMING,
    "is open for booking in advance",
    "is within its booking window",
    "asks for no details",
)

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
    "BookableAttendeeDetails": (*_COMING, "has two places", "asks for attendee details"),
    "BookableAdditionalDetails": (*_COMING, "has two places", "asks for additional details"),
    "BookableWithNegotiation": (*_COMING, "has two places", "may be negotiated"),
    "BookableSellerTermsOfService": (*_BOOKABLE, "has two places", "has a seller with terms"),
    "OnlineBookable": (*_BOOKABLE, "has two places", "is online"),
    "OfflineBookable": (*_BOOKABLE, "has two places", "is at a place"),
}


def unmet(criterion: str, flow: str, candidate: Candidate) -> list[str]:
    """Return what keeps a candidate from meeting a criterion in a flow; nothing when it meets it."""
    missing = [name for name in CRITERIA[criterion] if not PREDICATES[name](candidate)]
    if (APPROVAL in candidate.requirements) != (flow == "approval"):
        missing.append(f"is for the {flow} flow")
    return missing
