"""What shows the features of a booking system: in an answer, and in an offer or a Seller of the open feeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.errors import NotADatasetSite
from booking_conformance.openactive.dataset_site import access_service, parse_dataset_site
from booking_conformance.openactive.opportunities.opportunity import prepayment_of
from booking_conformance.openactive.rpde import items_of
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from booking_conformance.recording import Exchange

    OfferSign = Callable[[Document], bool]
    Place = Document | None

_QUOTES = ("C1", "C2")
_ORDERS = (*_QUOTES, "B", "order-status")


def _costs(offer: Document) -> bool:
    return (offer["price"].decimal or 0) > 0


def _paid_by(prepayment: str) -> OfferSign:
    return lambda offer: prepayment_of(offer) == prepayment


def _requires(what: str) -> OfferSign:
    return lambda offer: f"{OPENACTIVE}{what}" in [r.text for r in offer["openBookingFlowRequirement"].each()]


def _has(name: str) -> OfferSign:
    return lambda place: bool(place[name].text or place[name].each())


def _needs_consent(seller: Document) -> bool:
    return any(terms["requiresExplicitConsent"].boolean is True for terms in seller["termsOfService"].each())


OFFER_SIGNS: Mapping[str, OfferSign] = {
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
SELLER_SIGNS: Mapping[str, OfferSign] = {
    "terms-of-service": _has("termsOfService"),
    "explicit-consent": _needs_consent,
}


@dataclass(frozen=True)
class AnswerSign:
    """What shows a feature: ``place`` finds it in the answer to one of the ``calls``, or to any where none is named.

    An answer without the ``word`` has no such place and need not be parsed.
    """

    feature: str
    word: str
    place: Callable[[Exchange], Place]
    calls: tuple[str, ...] = ()


def _identity_provider(exchange: Exchange) -> Place:
    try:
        site = parse_dataset_site(exchange.text)
    except NotADatasetSite:
        return None
    provider = access_service(Document(site.document, "", exchange.id))["authenticationAuthority"]
    return provider if provider.text else None


def _lease(exchange: Exchange) -> Place:
    lease = exchange.answer["lease"]
    return lease if lease["leaseExpires"].text else None


def _approval(exchange: Exchange) -> Place:
    place = exchange.answer["orderRequiresApproval"]
    return place if place.boolean is True else None


def _registration(exchange: Exchange) -> Place:
    place = exchange.answer["registration_endpoint"] if exchange.step == "discovery" else None
    return place if place and place.text else None


def _tax_of_reseller(exchange: Exchange) -> Place:
    answer = exchange.answer
    taxes = answer["totalPaymentTax"]
    return taxes if (answer["brokerRole"].text or "").endswith("/ResellerBroker") and taxes.each() else None


def _tax(mode: str, *, of_businesses: bool) -> Callable[[Exchange], Place]:
    """Return what finds the tax of a Seller who has the mode.

    Every Seller states a mode, whether or not there is any tax: only tax shows that it is calculated.
    """

    def place(exchange: Exchange) -> Place:
        order = exchange.answer
        taxes = order["totalPaymentTax"]
        stated = any((tax["price"].decimal or 0) > 0 for tax in taxes.each())
        business = order["customer"].type == "Organization"
        reseller = (order["brokerRole"].text or "").endswith("/ResellerBroker")
        by_mode = order["seller"]["taxMode"].text == f"{OPENACTIVE}{mode}"
        return taxes if stated and by_mode and business == of_businesses and not reseller else None

    return place


def _status(exchange: Exchange) -> Place:
    return exchange.answer if exchange.intent == "ordinary" else None


def _terms(exchange: Exchange) -> Place:
    terms = exchange.answer["bookingService"]["termsOfService"]
    return terms if terms.each() else None


def _of_items(order: Document, name: str) -> Place:
    places = (item[name] for item in order["orderedItem"].each())
    return next((place for place in places if place.each() or place.properties() or place.text), None)


def _in_order(feature: str, name: str) -> AnswerSign:
    return AnswerSign(feature, name, lambda exchange: _of_items(exchange.answer, name), _ORDERS)


def _in_feed(feature: str, name: str) -> AnswerSign:
    def first(page: Exchange) -> Place:
        return next(filter(None, (_of_items(item["data"], name) for item in items_of(page))), None)

    return AnswerSign(feature, name, first, ("orders-feed",))


ANSWER_SIGNS = (
    AnswerSign("oidc", "", _identity_provider, ("dataset-site",)),
    AnswerSign("anonymous-leasing", "leaseExpires", _lease, ("C1",)),
    AnswerSign("named-leasing", "leaseExpires", _lease, ("C2",)),
    AnswerSign("approval", "orderRequiresApproval", _approval, _QUOTES),
    AnswerSign("dynamic-client-registration", "registration_endpoint", _registration),
    AnswerSign("reseller-tax", "ResellerBroker", _tax_of_reseller),
    AnswerSign("b2c-tax-gross", "TaxGross", _tax("TaxGross", of_businesses=False), _ORDERS),
    AnswerSign("b2c-tax-net", "TaxNet", _tax("TaxNet", of_businesses=False), _ORDERS),
    AnswerSign("b2b-tax-gross", "TaxGross", _tax("TaxGross", of_businesses=True), _ORDERS),
    AnswerSign("b2b-tax-net", "TaxNet", _tax("TaxNet", of_businesses=True), _ORDERS),
    AnswerSign("order-status", "", _status, ("order-status",)),
    AnswerSign("terms-of-service-of-booking-system", "termsOfService", _terms, _ORDERS),
    _in_order("additional-details", "orderItemIntakeForm"),
    _in_order("attendee-details", "attendeeDetailsRequired"),
    _in_order("access-code", "accessCode"),
    _in_order("access-pass", "accessPass"),
    _in_order("access-channel", "accessChannel"),
    _in_feed("customer-notice", "customerNotice"),
    _in_feed("cancellation-message", "cancellationMessage"),
)
