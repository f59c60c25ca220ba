"""What an Order or OrderProposal must omit, and where."""

from booking_conformance.check.presence import presence_check
from booking_conformance.recording import Exchange, History


@presence_check("messages.omits-proposal-version")
def test_messages_omits_proposal_version(exchange: Exchange, history: History) -> None:
    """Neither an OrderQuote nor an Order has an orderProposalVersion."""


@presence_check("messages.omits-order-status")
def test_messages_omits_order_status(exchange: Exchange, history: History) -> None:
    """An Order has no orderStatus; only its items have a status."""


@presence_check("messages.omits-item-errors")
def test_messages_omits_item_errors(exchange: Exchange, history: History) -> None:
    """OrderItems have errors in OrderQuotes only."""


@presence_check("messages.omits-position")
def test_messages_omits_position(exchange: Exchange, history: History) -> None:
    """Order Status and the feeds contain no positions."""


@presence_check(
    "messages.cancellation-message-only-if-seller-cancelled", examples=("seller-cancellation-with-message", "booking")
)
def test_messages_cancellation_message_only_if_seller_cancelled(exchange: Exchange, history: History) -> None:
    """Only an OrderItem that the Seller cancelled has a cancellationMessage."""


@presence_check("messages.customer-notice-only-if-booked", examples=("seller-notice", "booking"))
def test_messages_customer_notice_only_if_booked(exchange: Exchange, history: History) -> None:
    """Only an OrderItem that is confirmed or attended has a customerNotice."""
