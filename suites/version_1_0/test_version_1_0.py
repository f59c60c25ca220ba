"""Responses and feeds of version 1.0 of the specification, where they differ from those of CR3."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from booking_conformance.check import check, verify
from booking_conformance.openactive.answers import Kind, errors_of, kind_of, orders_in
from booking_conformance.openactive.money import NET, is_rounded_sum, minor_unit, sums_of, tax_mode_of
from booking_conformance.specification.formats import is_uri
from booking_conformance.specification.media_types import admits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from booking_conformance.recording import Document, Exchange, History, Reading

_FEATURE = "profile-1.0"
_MEDIA_TYPE = "application/vnd.openactive.booking+json; version=1.0"
_STEPS = ("C1", "C2", "P", "B")
_CALLS = (*_STEPS, "quote-deletion", "order-deletion", "cancellation", "proposal-update", "order-status", "orders-feed")
_LISTED = ("seller", "taxCalculationExcluded", "orderedItem", "totalPaymentDue", "totalPaymentTaxSpecification")
_CAPACITIES = ("maximumAttendeeCapacity", "remainingAttendeeCapacity", "maximumUses", "remainingUses")
_NO_PAGE = "The page shows no Order."
_NO_ORDER = "The response contains no Order."


def _orders(exchange: Exchange) -> list[Document]:
    return [order for order in orders_in(exchange) if order.type == "Order"]


@check("version-1-0.media-type", cites=("v10-012",), calls=_CALLS, feature=_FEATURE, promised=True)
def test_media_type(exchange: Exchange, history: History) -> None:
    """Responses of version 1.0 state application/vnd.openactive.booking+json; version=1.0.

    Pass: type and version parameter are these. Fail: another type or version, or none.
    """
    if exchange.response is None or exchange.response.headers_lost or not exchange.text:
        verify.not_applicable("The response has no body.")
    got = exchange.response_header("Content-Type")
    message = "The Content-Type is not that of version 1.0."
    verify.require(admits(_MEDIA_TYPE, got), message, at=exchange, expected=_MEDIA_TYPE, got=got or "nothing")


@check("version-1-0.current-format-without-version", cites=("v10-012",), scenario="version-1-0-formats")
def test_current_format(conversation: Reading) -> None:
    """A request that names no version gets the most current format.

    Pass: C1 whose Accept has no version parameter succeeds, and its response states a version. Fail: it is refused, or
    states none. Not testable: C1 with the version is refused, too.
    """
    conversation.success("C1")
    quote = conversation.step("C1 without version")
    verify.answered(quote, {200}, "C1 must succeed without a version, too.")
    got = quote.response_header("Content-Type") or ""
    message = "The response does not state the version of its format."
    verify.require("version=" in got, message, at=quote, expected="a version parameter", got=got or "nothing")


@check(
    "version-1-0.orders-have-urls",
    cites=("v10-001",),
    calls=("orders-feed",),
    feature=_FEATURE,
    examples=("orders-feed",),
    promised=True,
)
def test_orders_have_urls(exchange: Exchange, history: History) -> None:
    """The Orders feed gives the URL of each Order.

    Pass: the @id of every Order is an absolute URL. Fail: one is missing, or something else.
    """
    for order in verify.each(_orders(exchange), _NO_PAGE):
        place = order["@id"]
        verify.require(is_uri(place.text or ""), "The Order has no URL.", at=place, expected="an absolute URL")


@check(
    "version-1-0.totals-without-faulty-items",
    cites=("v10-004",),
    calls=("C1", "C2"),
    feature=_FEATURE,
    examples=("attendee-details", "additional-details"),
    promised=True,
)
def test_totals_without_faulty_items(exchange: Exchange, history: History) -> None:
    """In a quote with item errors, totals leave out every item that has an error, whatever it is.

    Pass: totalPaymentDue is the sum of the accepted offers of the other items, plus the total tax where the taxMode is
    net, and the total tax is the sum of their tax, apart from rounding. Fail: any difference.
    """
    if kind_of(exchange) is not Kind.ITEM_ERRORS:
        verify.not_applicable("The response is not a quote with item errors.")
    quote = exchange.answer
    sound = [item for item in quote["orderedItem"].each() if not errors_of(item)]
    due, stated = quote["totalPaymentDue"]["price"], quote["totalPaymentTaxSpecification"]
    if due.decimal is None:
        verify.not_applicable("The response has no total.")
    charges = [item["unitTaxSpecification"].each() for item in sound]
    tax, total = _sum(chain.from_iterable(charges)), _sum(stated.each())
    off, bound = abs(total - tax), minor_unit(quote["totalPaymentDue"]["priceCurrency"].text) * sum(map(bool, charges))
    message = "The total tax is not that of the items without an error."
    verify.require(not off or off < bound, message, at=stated, expected=tax, got=total)
    is_added = tax_mode_of(quote, exchange, history) == NET and not quote["taxCalculationExcluded"].boolean
    expected = _sum(item["acceptedOffer"] for item in sound) + (total if is_added else 0)
    message = "The total is not the sum of the items without an error."
    verify.require(due.decimal == expected, message, at=due, expected=expected)


def _sum(priced: Iterable[Document]) -> Decimal:
    return sum((each["price"].decimal or Decimal(0) for each in priced), Decimal(0))


@check(
    "version-1-0.tax-total",
    cites=("mdl-012",),
    calls=(*_STEPS, "orders-feed"),
    feature=_FEATURE,
    examples=("paid-offers",),
    promised=True,
)
def test_tax_total(exchange: Exchange, history: History) -> None:
    """totalPaymentTaxSpecification is the sum of the tax on the items that count, apart from rounding.

    Pass: the two differ by less than the smallest unit of the currency for each taxed item, since each may be rounded
    up or down (open reading 12). Fail: they differ by more, or only one of them is present.
    """
    orders = orders_in(exchange) if kind_of(exchange) is Kind.SUCCESS else []
    taxed = [order for order in orders if sums_of(order).taxed_items or order["totalPaymentTaxSpecification"].each()]
    for order in verify.each(taxed, "The response has no tax."):
        stated, expected = order["totalPaymentTaxSpecification"], sums_of(order).unit_tax
        total = _sum(stated.each())
        message = "The total tax is not the sum of the tax on the items that count."
        verify.require(is_rounded_sum(total, order), message, at=stated, expected=expected, got=total)


@check("version-1-0.payment-needed-for-quotes", cites=("v10-005",), scenario="version-1-0-payments")
def test_payment_needed_for_quotes(conversation: Reading) -> None:
    """What has to be paid in advance is neither quoted nor booked without payment details.

    Pass: C1, C2 and B (or P) without payment are refused with IncompletePaymentDetailsError, and C2 with it succeeds.
    Fail: one is not.
    """
    conversation.success("C2")
    for step in ("C1", "C2", "B"):
        answer = conversation.step(f"{step} without payment")
        verify.refused(answer, {"IncompletePaymentDetailsError"}, f"{step} must be refused without a payment.")


@check("version-1-0.deletion-always-shown", cites=("v10-007",), scenario="order-deletion", feature=_FEATURE)
def test_deletion_always_shown(conversation: Reading) -> None:
    """A deleted Order is marked as deleted in the Orders feed, even if it was never there.

    Pass: when a later change has come through the feed, it shows the Order as deleted. Fail: it does not. Not testable:
    the later change did not appear.
    """
    conversation.success("other delete")
    conversation.passed("orders")
    state = conversation.observation("other in feed at last").item["state"]
    message = "The Orders feed does not show the Order as deleted."
    verify.require(state.text == "deleted", message, at=state, expected="deleted")


@check(
    "version-1-0.feed-is-complete",
    cites=("v10-008",),
    calls=("orders-feed",),
    feature=_FEATURE,
    examples=("orders-feed",),
    promised=True,
)
def test_feed_is_complete(exchange: Exchange, history: History) -> None:
    """An Order in the Orders feed has all that version 1.0 requires of it.

    Pass: it has seller, taxCalculationExcluded, orderedItem, totalPaymentDue and totalPaymentTaxSpecification, which
    may be empty. Fail: it lacks one.
    """
    for order in verify.each(_orders(exchange), _NO_PAGE):
        names = {name for name, _ in order.properties()}
        for name in _LISTED:
            verify.require(name in names, f"{name} is missing.", at=order[name], expected="a value")


@check(
    "version-1-0.feed-without-capacities",
    cites=("v10-009",),
    calls=("orders-feed",),
    feature=_FEATURE,
    examples=("orders-feed",),
    promised=True,
)
def test_feed_without_capacities(exchange: Exchange, history: History) -> None:
    """The Orders feed states no capacities.

    Pass: no opportunity of an Order has maximumAttendeeCapacity, remainingAttendeeCapacity, maximumUses or
    remainingUses. Fail: one has.
    """
    for order in verify.each(_orders(exchange), _NO_PAGE):
        for item in order["orderedItem"].each():
            for name in _CAPACITIES:
                verify.absent(item["orderedItem"][name])


@check("version-1-0.seller-is-organization", cites=("v10-010",), calls=_STEPS, feature=_FEATURE, promised=True)
def test_seller_is_organization(exchange: Exchange, history: History) -> None:
    """The Seller is an Organization with a VAT number.

    Pass: its @type is Organization, and it has vatID. Fail: another @type, or no vatID.
    """
    for order in verify.each(orders_in(exchange), _NO_ORDER):
        verify.equal(order["seller"]["@type"], "Organization", "The Seller must be an Organization.")
        verify.present(order["seller"]["vatID"], "The Seller has no vatID.")


@check("version-1-0.offers-have-channels", cites=("v10-011",), calls=_STEPS, feature=_FEATURE, promised=True)
def test_offers_have_channels(exchange: Exchange, history: History) -> None:
    """Accepted offers state their availableChannel.

    Pass: every acceptedOffer with a price has it. Fail: one does not.
    """
    offers = [item["acceptedOffer"] for order in orders_in(exchange) for item in order["orderedItem"].each()]
    for offer in verify.each([offer for offer in offers if offer["price"]], "The response contains no offer."):
        verify.present(offer["availableChannel"], "The offer has no availableChannel.")
