"""What the data of the Orders feed and of the Order Proposals feed must leave out."""

from booking_conformance.check.presence import presence_check

test_omits_parties_and_payment = presence_check(
    __name__,
    "orders-feed.omits-parties-and-payment",
    "The feeds show no customer, broker, Seller, booking service, order number or payment.",
)
test_omits_attendee_and_intake = presence_check(
    __name__,
    "orders-feed.omits-attendee-and-intake",
    "Orders in the feed show nothing about attendees or intake forms.",
)
test_omits_customer_note = presence_check(
    __name__, "orders-feed.omits-customer-note", "The feeds do not show what the customer wrote to the Seller."
)
test_tax_calculation_excluded_only_if_true = presence_check(
    __name__, "orders-feed.tax-calculation-excluded-only-if-true", "The feeds have taxCalculationExcluded only if true."
)
