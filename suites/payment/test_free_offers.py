"""Free offers in responses and Orders feeds."""

from booking_conformance.check import check, verify
from booking_conformance.openactive.answers import ORDER_FEEDS, WHOLE_ORDERS, orders_in
from booking_conformance.openactive.opportunities.published import UNAVAILABLE
from booking_conformance.recording import Exchange, History

_PREPAYMENT = ("openBookingPrepayment", "prepayment")


@check("payment.free-offer-prepayment", cites=("pay-015",), calls=(*WHOLE_ORDERS, *ORDER_FEEDS), feature="free")
def test_free_offer_prepayment(exchange: Exchange, history: History) -> None:
    """A free offer that a response or feed includes requires no prepayment.

    Pass: the prepayment of every `acceptedOffer` with price 0 is Unavailable or omitted. Fail: it is Required or
    Optional.
    """
    offers = (item["acceptedOffer"] for order in orders_in(exchange) for item in order["orderedItem"].each())
    free = (offer for offer in offers if offer["price"].decimal == 0)
    for offer in verify.each(free, "The response includes no free offer."):
        for place in (offer[name] for name in _PREPAYMENT if offer[name]):
            message = "The offer is free, but states a prepayment."
            verify.require(place.text == UNAVAILABLE, message, at=place, expected=f"{UNAVAILABLE} or nothing")
