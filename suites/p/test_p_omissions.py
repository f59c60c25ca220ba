"""What the P response must omit."""

from booking_conformance.check.presence import presence_check
from booking_conformance.recording import Exchange, History


@presence_check("p.omits-order-requires-approval")
def test_p_omits_order_requires_approval(exchange: Exchange, history: History) -> None:
    """An OrderProposal has no orderRequiresApproval."""
