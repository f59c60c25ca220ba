"""What the C1 response must omit, even if the request wrongly contained it."""

from booking_conformance.check.presence import presence_check
from booking_conformance.recording import Exchange, History


@presence_check("c1.omits-customer", examples=("misplaced-data",))
def test_c1_omits_customer(exchange: Exchange, history: History) -> None:
    """The C1 response has no customer."""


@presence_check("c1.omits-attendee", examples=("misplaced-data",))
def test_c1_omits_attendee(exchange: Exchange, history: History) -> None:
    """No OrderItem of the C1 response has an attendee."""


@presence_check("c1.omits-intake-form-response", examples=("misplaced-data",))
def test_c1_omits_intake_form_response(exchange: Exchange, history: History) -> None:
    """No OrderItem of the C1 response has a response to the intake form."""


@presence_check("c1.omits-payment-identifier", examples=("misplaced-data",))
def test_c1_omits_payment_identifier(exchange: Exchange, history: History) -> None:
    """The payment of the C1 response has no identifier."""
