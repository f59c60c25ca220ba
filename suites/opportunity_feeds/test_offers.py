"""Offers in the open feeds: the values of their properties."""

from booking_conformance.check import check, verify
from booking_conformance.openactive.opportunities.published import UNAVAILABLE
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Reading
from booking_conformance.suites.opportunity_feeds.reading import SCENARIO, offers

_PREPAYMENT = ("openBookingPrepayment", "prepayment")
_CHOICES = ("openBookingInAdvance", "advanceBooking", *_PREPAYMENT)
_CHOICE_VALUES = tuple(OPENACTIVE + value for value in ("Required", "Optional", "Unavailable"))
_REQUIREMENTS = tuple(
    f"{OPENACTIVE}OpenBooking{value}"
    for value in ("IntakeForm", "AttendeeDetails", "Approval", "Negotiation", "MessageExchange")
)


@check("opportunity-feeds.free-offer-prepayment", cites=("pay-015",), scenario=SCENARIO)
def test_free_offer_prepayment(conversation: Reading) -> None:
    """A free offer requires no prepayment.

    Pass: the prepayment of every offer with price 0 is Unavailable or omitted. Fail: it is Required or Optional.
    """
    free = (offer for offer in offers(conversation) if offer["price"].decimal == 0)
    for offer in verify.each(free, "No free offer was read."):
        for place in (offer[name] for name in _PREPAYMENT if offer[name].plain() is not None):
            message = "The offer is free, but states a prepayment."
            verify.require(place.text == UNAVAILABLE, message, at=place, expected=f"{UNAVAILABLE} or nothing")


@check("opportunity-feeds.offer-choices", cites=("mdl-036",), scenario=SCENARIO)
def test_offer_choices(conversation: Reading) -> None:
    """Prepayment and booking in advance are required, optional or unavailable.

    Pass: wherever an offer has one of the properties, its value is one of the three. Fail: it is another.
    """
    chosen = (offer[name] for offer in offers(conversation) for name in _CHOICES)
    stated = (place for place in chosen if place.plain() is not None)
    for place in verify.each(stated, "No offer that was read states prepayment or booking in advance."):
        message = "The value is not Required, Optional or Unavailable."
        verify.require(place.text in _CHOICE_VALUES, message, at=place, expected=" or ".join(_CHOICE_VALUES))


@check("opportunity-feeds.flow-requirement", cites=("bkb-007",), scenario=SCENARIO)
def test_flow_requirement(conversation: Reading) -> None:
    """openBookingFlowRequirement lists what booking an offer needs, as known values.

    Pass: if present, it is a list of values from the specification or an extension. Fail: it is not a list, is
    empty, or has an unknown value.
    """
    listed = (offer["openBookingFlowRequirement"] for offer in offers(conversation))
    stated = (place for place in listed if place.plain() is not None)
    for place in verify.each(stated, "No offer that was read has openBookingFlowRequirement."):
        message = "openBookingFlowRequirement is not a list of values."
        verify.require(bool(place.each()), message, at=place, expected="a list of values")
        for value in place.each():
            text = value.text or OPENACTIVE
            known = text in _REQUIREMENTS or not text.startswith(OPENACTIVE)
            verify.require(known, "The value is not known.", at=value, expected=" or ".join(_REQUIREMENTS))
