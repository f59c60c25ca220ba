"""What an offered opportunity may be like: predicates on what the open feeds publish, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from booking_conformance.openactive.opportunities.published import UNAVAILABLE, is_closed
from booking_conformance.openactive.opportunities.published_offer import PublishedOffer

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
    """Return whether it is over: what has started may still be booked (bkb-003).

    What was not made for this is over for a while: the clock of its booking system may be behind.
    """
    start, end, since = offer.start, offer.opportunity.end, offer.now - offer.stays
    return end < since if end is not None else start is not None and start < offer.now - _LONGEST


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
