"""What the C2 response must leave out, also when the request wrongly carried it."""

from booking_conformance.check.presence import presence_check

test_omits_payment_identifier = presence_check(
    __name__, "c2.omits-payment-identifier", "The payment of the C2 response has no identifier."
)
