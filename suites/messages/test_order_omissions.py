"""What an Order or OrderProposal must leave out, and where."""

from booking_conformance.check.presence import presence_check

test_omits_order_requires_approval = presence_check(
    __name__, "p.omits-order-requires-approval", "An OrderProposal has no orderRequiresApproval."
)
test_omits_lease = presence_check(__name__, "b.omits-lease", "An Order has no lease: the spaces are taken.")
test_omits_proposal_version = presence_check(
    __name__, "messages.omits-proposal-version", "Neither an OrderQuote nor an Order has an orderProposalVersion."
)
test_omits_order_status = presence_check(
    __name__, "messages.omits-order-status", "An Order has no orderStatus; only its items have a status."
)
test_omits_item_errors = presence_check(
    __name__, "messages.omits-item-errors", "OrderItems have errors in OrderQuotes only."
)
test_omits_position = presence_check(
    __name__, "messages.omits-position", "Positions are not kept: Order Status and the feeds show none."
)
test_cancellation_message = presence_check(
    __name__,
    "messages.cancellation-message-only-if-seller-cancelled",
    "Only an OrderItem that the Seller cancelled has a cancellationMessage.",
)
test_customer_notice = presence_check(
    __name__,
    "messages.customer-notice-only-if-booked",
    "Only an OrderItem that is confirmed or attended has a customerNotice.",
)
