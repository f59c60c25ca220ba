"""Which features a booking system shows: in what it publishes, in its dataset site and in its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.errors import NotADatasetSite
from booking_conformance.openactive.dataset_site import parse_dataset_site
from booking_conformance.openactive.iso8601 import moment
from booking_conformance.openactive.offer_signs import OFFER_SIGNS, SELLER_SIGNS
from booking_conformance.openactive.published import is_open
from booking_conformance.openactive.rpde import items_of
from booking_conformance.recording import Document, NotRecorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from booking_conformance.recording import Exchange

    Sign = tuple[str, Document]

_QUOTES = frozenset({"C1", "C2"})
_BOOKED = frozenset({"B", "order-status"})
_LEASES = {"C1": "anonymous-leasing", "C2": "named-leasing"}
_ITEM_SIGNS = {
    "orderItemIntakeForm": "additional-details",
    "attendeeDetailsRequired": "attendee-details",
    "accessCode": "access-code",
    "accessPass": "access-pass",
    "accessChannel": "access-channel",
}
_FEED_ITEM_SIGNS = {"customerNotice": "customer-notice", "cancellationMessage": "cancellation-message"}


_LAST: list[tuple[Sequence[Exchange], Mapping[str, Document]]] = []


def shown_in(recorded: Sequence[Exchange]) -> Mapping[str, Document]:
    """Return what a recording shows, found once for the two dozen checks that ask one after the other."""
    if not _LAST or _LAST[0][0] is not recorded:
        _LAST[:] = [(recorded, shown_features(recorded))]
    return _LAST[0][1]


def shown_features(exchanges: Iterable[Exchange]) -> Mapping[str, Document]:
    """Return, for each feature that shows, the first place where it does."""
    found: dict[str, Document] = {}
    sellers: dict[str, Document] = {}
    for exchange in _distinct(exchanges):
        for feature, place in _signs(exchange, sellers):
            found.setdefault(feature, place)
    # A lease that C1 granted goes on at C2.
    if "anonymous-leasing" in found:
        found.pop("named-leasing", None)
    if len(sellers) > 1:
        found["multiple-sellers"] = list(sellers.values())[1]
    return found


def _distinct(exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
    """Yield what was answered; of the same answer to the same kind of call the first."""
    seen: set[tuple[str, str, str]] = set()
    for exchange in exchanges:
        if exchange.response is None or not exchange.succeeded:
            continue
        answer = (exchange.call, exchange.intent, exchange.response.body)
        if answer not in seen:
            seen.add(answer)
            yield exchange


def _signs(exchange: Exchange, sellers: dict[str, Document]) -> Iterator[Sign]:
    try:
        if exchange.call == "dataset-site":
            yield from _of_dataset_site(exchange)
        elif exchange.call == "open-feed":
            yield from _of_page(exchange, sellers)
        else:
            yield from _of_answer(exchange)
    except NotRecorded:
        return


def _of_dataset_site(exchange: Exchange) -> Iterator[Sign]:
    try:
        site = parse_dataset_site(exchange.text)
    except NotADatasetSite:
        return
    service = Document(site.document, "", exchange.id)["accessService"]
    if service["authenticationAuthority"].text:
        yield "oidc", service["authenticationAuthority"]


def _of_page(page: Exchange, sellers: dict[str, Document]) -> Iterator[Sign]:
    for item in items_of(page):
        if _is_over(item["data"], page):
            yield "past-opportunities", item["data"]
        for place in item["data"].objects():
            if place["additionalAdmissionRestriction"].each():
                yield "booking-restrictions", place["additionalAdmissionRestriction"]
            for name in ("organizer", "provider"):
                seller = place[name]
                if seller.id is not None and seller["isOpenBookingAllowed"].boolean is not False:
                    sellers.setdefault(seller.id, seller)
                    yield from _where(SELLER_SIGNS, seller)
            for offer in place["offers"].each():
                if is_open(offer, allowed=True):
                    yield from _where(OFFER_SIGNS, offer)


def _is_over(data: Document, page: Exchange) -> bool:
    ends = moment(data["endDate"].plain() or data["startDate"].plain())
    return ends is not None and ends < page.started


def _where(signs: Mapping[str, Callable[[Document], bool]], place: Document) -> Iterator[Sign]:
    for feature, holds in signs.items():
        if holds(place):
            yield feature, place


def _of_answer(exchange: Exchange) -> Iterator[Sign]:
    answer = exchange.answer
    if exchange.call in _LEASES and answer["lease"]["leaseExpires"].text:
        yield _LEASES[exchange.call], answer["lease"]
    if exchange.call in _QUOTES and answer["orderRequiresApproval"].boolean is True:
        yield "approval", answer["orderRequiresApproval"]
    if answer["registration_endpoint"].text and exchange.step == "discovery":
        yield "dynamic-client-registration", answer["registration_endpoint"]
    if (answer["brokerRole"].text or "").endswith("/ResellerBroker") and answer["totalPaymentTax"].each():
        yield "reseller-tax", answer["totalPaymentTax"]
    if exchange.call == "order-status" and exchange.intent == "ordinary":
        yield "order-status", answer
    if exchange.call in _QUOTES | _BOOKED:
        yield from _of_items(answer, _ITEM_SIGNS)
        if answer["bookingService"]["termsOfService"].each():
            yield "terms-of-service-of-booking-system", answer["bookingService"]["termsOfService"]
    if exchange.call == "orders-feed":
        for item in items_of(exchange):
            yield from _of_items(item["data"], _FEED_ITEM_SIGNS)


def _of_items(order: Document, signs: Mapping[str, str]) -> Iterator[Sign]:
    for item in order["orderedItem"].each():
        for name, feature in signs.items():
            place = item[name]
            if place.each() or place.properties() or place.text:
                yield feature, place
