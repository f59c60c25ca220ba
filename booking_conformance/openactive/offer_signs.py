"""What an offer or a Seller in the open feeds says of the features of its booking system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.openactive.opportunity import prepayment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from booking_conformance.recording import Document

    Predicate = Callable[[Document], bool]

_OPENACTIVE = "https://openactive.io/"


def _costs(offer: Document) -> bool:
    return (offer["price"].decimal or 0) > 0


def _paid_by(prepayment: str) -> Predicate:
    return lambda offer: prepayment_of(offer) == prepayment


def _requires(what: str) -> Predicate:
    return lambda offer: f"{_OPENACTIVE}{what}" in [r.text for r in offer["openBookingFlowRequirement"].each()]


def _has(name: str) -> Predicate:
    return lambda place: bool(place[name].text or place[name].each())


def _needs_consent(seller: Document) -> bool:
    return any(terms["requiresExplicitConsent"].boolean is True for terms in seller["termsOfService"].each())


OFFER_SIGNS: Mapping[str, Predicate] = {
    "free": lambda offer: offer["price"].decimal == 0,
    "paid": _costs,
    "prepayment-required": _paid_by("Required"),
    "prepayment-optional": _paid_by("Optional"),
    "prepayment-unavailable": _paid_by("Unavailable"),
    "cancellation-window": _has("latestCancellationBeforeStartDate"),
    "customer-requested-cancellation": lambda offer: offer["allowCustomerCancellationFullRefund"].boolean is True,
    "booking-window": _has("validFromBeforeStartDate"),
    "approval": _requires("OpenBookingApproval"),
    "additional-details": _requires("OpenBookingIntakeForm"),
    "attendee-details": _requires("OpenBookingAttendeeDetails"),
    "proposal-amendment": _requires("OpenBookingNegotiation"),
    "message-exchange": _requires("OpenBookingMessageExchange"),
}
SELLER_SIGNS: Mapping[str, Predicate] = {
    "terms-of-service": _has("termsOfService"),
    "explicit-consent": _needs_consent,
    "tax-gross": lambda seller: seller["taxMode"].text == f"{_OPENACTIVE}TaxGross",
    "tax-net": lambda seller: seller["taxMode"].text == f"{_OPENACTIVE}TaxNet",
}
