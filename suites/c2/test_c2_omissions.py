"""What the C2 response must omit, even if the request wrongly contained it."""

from booking_conformance.check.presence import presence_check
from booking_conformance.recording import Exchange, History


@presence_check("c2.omits-payment-identifier", examples=("misplaced-data",))
def test_c2_omits_payment_identifier(exchange: Exchange, history: History) -> None:
    """The payment of the C2 response has no identifier."""
