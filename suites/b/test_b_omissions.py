"""What the B response must leave out."""

from booking_conformance.check.presence import presence_check
from booking_conformance.recording import Exchange, History


@presence_check("b.omits-lease")
def test_b_omits_lease(exchange: Exchange, history: History) -> None:
    """An Order has no lease: the spaces are taken."""
