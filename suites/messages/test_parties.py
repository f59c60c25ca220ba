"""The parties that every response names, and what it says of them."""

from booking_conformance.check.presence import presence_check
from booking_conformance.recording import Exchange, History
from booking_conformance.results import Level


# The specification requires it, the data model of the ecosystem only recommends it: whoever leaves it out is warned.
@presence_check("messages.names-booking-service", level=Level.SHOULD)
def test_messages_names_booking_service(exchange: Exchange, history: History) -> None:
    """Every response names the booking service."""


@presence_check("messages.describes-seller")
def test_messages_describes_seller(exchange: Exchange, history: History) -> None:
    """The Seller in a response can be reached and recognised, and has its VAT number."""
