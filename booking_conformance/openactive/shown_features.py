"""Which features a booking system shows: in what it publishes, in its dataset site and in its answers."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from booking_conformance.openactive.feature_signs import ANSWER_SIGNS, OFFER_SIGNS, SELLER_SIGNS
from booking_conformance.openactive.opportunities.past import is_long_over
from booking_conformance.openactive.opportunities.published import is_closed, is_open
from booking_conformance.openactive.rpde import items_of
from booking_conformance.recording import NotRecorded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from booking_conformance.openactive.feature_signs import AnswerSign, OfferSign
    from booking_conformance.recording import Document, Exchange

_SELLERS = ("organizer", "provider")
# Only objects with one of these show anything: the many others cost next to nothing.
_TELLING = frozenset({"additionalAdmissionRestriction", "offers", *_SELLERS})
_ABOVE = ("superEvent", "facilityUse", "aggregateFacilityUse")
_SEVERAL = 2
_ESCAPE = "\\u"
_OF_FEEDS = frozenset({"past-opportunities", "booking-restrictions", *SELLER_SIGNS, *OFFER_SIGNS})
_NO_ANSWERS = ("dataset-site", "open-feed")

_LAST: list[tuple[Sequence[Exchange], Mapping[str, Document]]] = []


def shown_in(recorded: Sequence[Exchange]) -> Mapping[str, Document]:
    """Return what a recording shows, found once for the two dozen checks that ask one after the other."""
    if not _LAST or _LAST[0][0] is not recorded:
        remember(recorded, shown_features(recorded))
    return _LAST[0][1]


def remember(recorded: Sequence[Exchange], shown: Mapping[str, Document]) -> None:
    """Keep what was found elsewhere in the same recording."""
    _LAST[:] = [(recorded, shown)]


def shown_features(exchanges: Iterable[Exchange]) -> Mapping[str, Document]:
    """Return, for each feature that shows, the first place where it does."""
    search = FeatureSearch()
    for exchange in exchanges:
        search.take(exchange)
    return search.result()


class FeatureSearch:
    """Keeps the first place of each feature, and looks for no feature again: most of them show soon."""

    def __init__(self) -> None:
        self._answers: set[int] = set()
        self._found: dict[str, Document] = {}
        self._in_unsigned: dict[str, Document] = {}
        self._sellers: dict[str, Document] = {}

    def take(self, exchange: Exchange) -> None:
        """Look for what is still missing in an exchange; to be called in the order of sending."""
        if not self._is_new(exchange):
            return
        with suppress(NotRecorded):
            if exchange.call == "open-feed":
                self._take_page(exchange)
                return
            for sign in _signs_of(exchange.call):
                if sign.feature not in self._found and _may_name(exchange.text, sign.word):
                    self._keep(sign.feature, sign.place(exchange))

    def _is_new(self, exchange: Exchange) -> bool:
        """Return whether it succeeded, and is not answered like an earlier one of its kind."""
        if exchange.response is None or not exchange.succeeded:
            return False
        # By its hash: what has been judged need not be kept for this.
        answer = hash((exchange.call, exchange.intent, exchange.response.body))
        known = answer in self._answers
        self._answers.add(answer)
        return not known

    def _keep(self, feature: str, place: Document | None) -> None:
        if place is not None:
            self._found.setdefault(feature, place)

    def _take_page(self, page: Exchange) -> None:
        missing = _OF_FEEDS - self._found.keys()
        if missing or len(self._sellers) < _SEVERAL:
            for feature, place in _of_page(page, missing, self._sellers, self._in_unsigned):
                self._keep(feature, place)

    def result(self) -> Mapping[str, Document]:
        """Return what was found."""
        # A lease that C1 granted goes on at C2.
        if "anonymous-leasing" in self._found:
            self._found.pop("named-leasing", None)
        several = list(self._sellers.values())[1:_SEVERAL]
        # An offer without a word of booking is open for it only where Sellers say so of all their offers.
        spoken = any(seller["isOpenBookingAllowed"].boolean for seller in self._sellers.values())
        unsigned = self._in_unsigned if spoken else {}
        return {**unsigned, **self._found, **({"multiple-sellers": several[0]} if several else {})}


def _may_name(text: str, word: str) -> bool:
    """Return whether a JSON text can have a word, as it is or escaped."""
    return word in text or _ESCAPE in text


@cache
def _signs_of(call: str) -> tuple[AnswerSign, ...]:
    return tuple(sign for sign in ANSWER_SIGNS if call in sign.calls or (not sign.calls and call not in _NO_ANSWERS))


def _of_page(
    page: Exchange, missing: Collection[str], sellers: dict[str, Document], unsigned: dict[str, Document]
) -> Iterator[tuple[str, Document]]:
    for data in (item["data"] for item in items_of(page)):
        if "past-opportunities" in missing and is_long_over(data, page.started):
            yield "past-opportunities", data
        closed = _is_closed_by_seller(data)
        for place in data.with_any(_TELLING):
            yield from _of_opportunity(place, missing, sellers)
            for offer in () if closed else place["offers"].each():
                if is_open(offer, allowed=False):
                    yield from _where(OFFER_SIGNS, missing, offer)
                elif not is_closed(offer):
                    for feature, shown in _where(OFFER_SIGNS, missing, offer):
                        unsigned.setdefault(feature, shown)


def _is_closed_by_seller(data: Document) -> bool:
    """Return whether the Seller of an opportunity says that nothing of theirs can be booked through the API."""
    holders = (data, *(data[name] for name in _ABOVE))
    sellers = (holder[name] for holder in holders for name in _SELLERS if holder[name].properties())
    return next((seller["isOpenBookingAllowed"].boolean for seller in sellers), None) is False


def _of_opportunity(
    place: Document, missing: Collection[str], sellers: dict[str, Document]
) -> Iterator[tuple[str, Document]]:
    if place["additionalAdmissionRestriction"].each():
        yield "booking-restrictions", place["additionalAdmissionRestriction"]
    for seller in (place[name] for name in _SELLERS):
        if seller.id is not None and seller["isOpenBookingAllowed"].boolean is not False:
            if seller["isOpenBookingAllowed"].boolean or seller.id not in sellers:
                sellers[seller.id] = seller
            yield from _where(SELLER_SIGNS, missing, seller)


def _where(signs: Mapping[str, OfferSign], missing: Collection[str], place: Document) -> Iterator[tuple[str, Document]]:
    for feature, holds in signs.items():
        if feature in missing and holds(place):
            yield feature, place
