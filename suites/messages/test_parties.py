"""The parties that every response names, and what it says of them."""

from booking_conformance.check import check, verify
from booking_conformance.check.presence import presence_check
from booking_conformance.openactive.answers import is_proper, orders_in
from booking_conformance.recording import Exchange, History
from booking_conformance.results import Level


# The specification requires it, the data model of the ecosystem only recommends it: whoever leaves it out is warned.
@presence_check("messages.names-booking-service", level=Level.SHOULD)
def test_messages_names_booking_service(exchange: Exchange, history: History) -> None:
    """Every response names the booking service."""


@presence_check("messages.describes-seller")
def test_messages_describes_seller(exchange: Exchange, history: History) -> None:
    """The Seller in a response can be reached and recognised, and has its VAT number."""


@check("messages.returns-seller", cites=("c1-017", "p-017"), calls=("C1", "C2", "P", "B"))
def test_messages_returns_seller(exchange: Exchange, history: History) -> None:
    """The Seller in a response is the one that the request named.

    Pass: the @id of `seller` is that of the request. Fail: it is another. What has no @id is reported by
    messages.schema; a response to a request that should have been refused is not judged.
    """
    sent, place = exchange.sent["seller"].id, exchange.answer["seller"]
    if not sent or not place.id or not orders_in(exchange) or not is_proper(exchange):
        verify.not_applicable("No Seller was properly named, or none was returned.")
    row = "p-017" if exchange.call == "P" else "c1-017"
    message = "The response names a different Seller from the request."
    verify.require(place.id == sent, message, at=place["@id"] or place, expected=sent, requirement=row)
