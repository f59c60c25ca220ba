"""What the Orders feed and the Order Proposals feed must omit."""

from booking_conformance.check.presence import presence_check
from booking_conformance.recording import Exchange, History


@presence_check("orders-feed.omits-parties-and-payment")
def test_orders_feed_omits_parties_and_payment(exchange: Exchange, history: History) -> None:
    """The feeds contain no customer, broker, Seller, booking service, order number or payment."""


@presence_check("orders-feed.omits-attendee-and-intake", examples=("attendee-details", "additional-details"))
def test_orders_feed_omits_attendee_and_intake(exchange: Exchange, history: History) -> None:
    """Orders in the feed contain nothing about attendees or intake forms."""


@presence_check("orders-feed.omits-customer-note", examples=("proposal-message", "paid-offers"))
def test_orders_feed_omits_customer_note(exchange: Exchange, history: History) -> None:
    """The feeds do not contain the customer's note to the Seller."""


@presence_check("orders-feed.tax-calculation-excluded-only-if-true")
def test_orders_feed_tax_calculation_excluded_only_if_true(exchange: Exchange, history: History) -> None:
    """taxCalculationExcluded appears in the feeds only if it is true."""
