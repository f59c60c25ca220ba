"""The offers on a page of an open feed, whoever read it: a recording may have no more of the feed than this page."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from booking_conformance.check import check, each, fail, not_applicable, require
from booking_conformance.check.comparison import CAPACITIES
from booking_conformance.openactive.opportunities.published import UNAVAILABLE, PublishedOpportunity
from booking_conformance.openactive.rpde import items_of
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Document, Exchange, History

_ABOVE = ("superEvent", "facilityUse")
_PREPAYMENT = ("openBookingPrepayment", "prepayment")
_CHOICES = ("openBookingInAdvance", "advanceBooking", *_PREPAYMENT)
_CHOICE_VALUES = frozenset(OPENACTIVE + value for value in ("Required", "Optional", "Unavailable"))
_FLOW = "openBookingFlowRequirement"


@check("opportunity-feeds.each-offer-priced", cites=("rpde-026",), calls=("open-feed",), examples=("open-feeds",))
def test_each_offer_priced(exchange: Exchange, history: History) -> None:
    """Every page of an open feed states what its bookable offers cost.

    Pass: each offer of an opportunity still to come that says that it can be booked through the API has a price, as a
    number or text, of 0 or more, and what is not free names its currency. Fail: one has none. Not applicable: the page
    has no offers, or nothing says when it was read.
    """
    if not exchange.is_timed:
        not_applicable("Nothing says when the page was read, and what was still to come.")
    for holders in each(_with_offers(exchange), "The page has no offers."):
        if not all(_has_plain_price(offer) for place in holders for offer in _offers(place)):
            opportunity = PublishedOpportunity("", holders)
            for offer in opportunity.open_offers(exchange.started):
                amount, message = offer["price"].decimal, "The offer has no price."
                require(amount is not None and amount >= 0, message, at=offer["price"], expected="an amount")
                currency = offer["priceCurrency"]
                message = "The offer has a price, but no currency."
                require(not amount or bool(currency.text), message, at=currency, expected="a currency")


@check("opportunity-feeds.each-offer-consistent", cites=("mdl-036", "pay-015", "bkb-007"), calls=("open-feed",),
       examples=("open-feeds",))  # fmt: skip
def test_each_offer_consistent(exchange: Exchange, history: History) -> None:
    """On every page of an open feed, offers state choices that exist, and none without a price asks for prepayment.

    Pass: prepayment and booking in advance are Required, Optional or Unavailable, the prepayment of what is free is
    Unavailable or omitted, and openBookingFlowRequirement is a list. Fail: one of them is otherwise.
    """
    for holders in each(_with_offers(exchange), "The page has no offers."):
        for place in holders:
            if any(map(_is_odd, _offers(place))):
                for offer in place["offers"].each():
                    _judge(offer)


@check("opportunity-feeds.each-count-from-zero", cites=("rpde-026",), calls=("open-feed",), examples=("open-feeds",))
def test_each_count_from_zero(exchange: Exchange, history: History) -> None:
    """No page of an open feed says that fewer than no spaces are left.

    Pass: each remainingAttendeeCapacity and remainingUses that is a whole number is 0 or more. Fail: one is less. Not
    applicable: the page states none.
    """
    items = items_of(exchange) if exchange.status == 200 else []
    stated = [(data, name) for data in (item["data"] for item in items) for name in _stated(data.value)]
    for data, name in each(stated, "The page states no spaces."):
        if _is_below_zero(data.value, name):
            fail("Fewer than no spaces cannot be left.", at=data[name], expected="0 or more")


def _stated(data: Any) -> list[str]:
    return [name for name in sorted(CAPACITIES) if name in data] if isinstance(data, dict) else []


def _is_below_zero(data: Any, name: str) -> bool:
    return isinstance(data[name], int) and data[name] < 0


def _judge(offer: Document) -> None:
    for name in _CHOICES:
        message, got = "The value is not Required, Optional or Unavailable.", offer[name]
        require(got.plain() is None or got.text in _CHOICE_VALUES, message, at=got, requirement="mdl-036")
    if offer["price"].decimal == 0:
        for name in _PREPAYMENT:
            message, got = "The offer is free, but states a prepayment.", offer[name]
            require(got.plain() is None or got.text == UNAVAILABLE, message, at=got, requirement="pay-015")
    flow = offer[_FLOW]
    if flow.plain() is not None and not flow.each():
        fail(f"{_FLOW} is not a list of values.", at=flow, expected="a list of values", requirement="bkb-007")


@lru_cache(maxsize=1)  # both checks of a page ask one after the other
def _with_offers(exchange: Exchange) -> list[tuple[Document, ...]]:
    """Return what may have offers in each item, its opportunity and what that belongs to, where there are any."""
    items = items_of(exchange) if exchange.status == 200 else []
    return [_holders(data) for data in (item["data"] for item in items) if _has_offers(data.value)]


def _has_offers(data: object) -> bool:
    if not isinstance(data, dict):
        return False
    places = (data, *(data[name] for name in _ABOVE if name in data))
    return any(isinstance(place, dict) and place.get("offers") for place in places)


def _holders(data: Document) -> tuple[Document, ...]:
    above = [data[name] for name in _ABOVE]
    return (data, *(place for place in above if isinstance(place.value, dict)))


def _offers(place: Document) -> list[Any]:
    """Return the offers of an opportunity as they stand there: nearly all are right, so that little is done of each."""
    offers = place.value.get("offers") if isinstance(place.value, dict) else None
    return [offer for offer in offers if isinstance(offer, dict)] if isinstance(offers, list) else []


def _has_plain_price(offer: Any) -> bool:
    price = offer.get("price")
    return isinstance(price, (int, Decimal)) and price >= 0 and (price == 0 or bool(offer.get("priceCurrency")))


def _is_odd(offer: Any) -> bool:
    """Return whether an offer has to be looked at closely."""
    chosen = [offer[name] for name in _CHOICES if name in offer]
    known = all(isinstance(choice, str) and choice in _CHOICE_VALUES for choice in chosen)
    price = offer.get("price")
    costs = isinstance(price, (int, Decimal)) and price != 0
    return not known or not costs or not isinstance(offer.get(_FLOW, [1]), list) or offer.get(_FLOW) == []
