"""What the C1 response must leave out, also when the request wrongly carried it."""

from booking_conformance.check.presence import presence_check

test_omits_customer = presence_check(__name__, "c1.omits-customer", "The C1 response has no customer.")
test_omits_attendee = presence_check(__name__, "c1.omits-attendee", "No OrderItem of the C1 response has an attendee.")
test_omits_intake_form_response = presence_check(
    __name__,
    "c1.omits-intake-form-response",
    "No OrderItem of the C1 response has a response to the intake form.",
)
test_omits_payment_identifier = presence_check(
    __name__, "c1.omits-payment-identifier", "The payment of the C1 response has no identifier."
)
