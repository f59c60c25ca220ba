"""An update of a proposal that has become an Order, in whatever recording."""

from booking_conformance.check import check, not_applicable, outcome, require
from booking_conformance.recording import Exchange, History


@check("order-proposal-update.never-of-an-order", cites=("err-049", "st-005"), calls=("proposal-update",),
       feature="approval", examples=("proposal-approval",), unless_deleted=True)  # fmt: skip
def test_never_of_an_order(exchange: Exchange, history: History) -> None:
    """An OrderProposal Update never succeeds once B has made an Order of the proposal.

    Pass: it is refused. Fail: it succeeds. Not applicable: no B under its Order UUID is recorded that succeeded before,
    or the Order may have been deleted since.
    """
    booked = history.bookings.booked(exchange.partner, exchange.order_uuid or "")
    if booked is None or not booked.by.surely_before(exchange) or not (exchange.succeeded or exchange.error_type):
        not_applicable("Nothing is known to have been booked before.")
    message = f"What is an Order ({booked.by.id}) must not be updated as a proposal."
    require(not exchange.succeeded, message, at=exchange, expected="a refusal", got=outcome(exchange))
