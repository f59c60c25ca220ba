"""Only the booking partner that created an Order can read, cancel or delete it."""

from booking_conformance.check import check, inform, not_applicable, outcome, require
from booking_conformance.check.lease_checks import need_live_lease
from booking_conformance.openactive.leases import lease_ends
from booking_conformance.recording import Reading
from booking_conformance.suites.access_control.isolation import (
    require_refused,
    require_untouched,
)
from booking_conformance.suites.access_control.own_proof import TOUCHED, require_not_cancelled, require_not_deleted

_FOREIGN = "order-of-another-partner"


@check(
    "access-control.foreign-order-not-readable",
    cites=("auth-003", "auth-004", "auth-011"),
    scenario=_FOREIGN,
)
def test_foreign_order_not_readable(conversation: Reading) -> None:
    """Order Status returns an Order only to the booking partner that created it.

    Pass: with the other partner's credentials it is refused. Fail: it returns anything. Info: there is no Order
    Status, so no Order can be read. Not testable: it does not return the Order to its own partner, or neither
    refuses nor returns anything.
    """
    conversation.success("B")
    if not conversation.has("status before"):
        inform("There is no Order Status, so no Order can be read.", at=conversation.step("B"))
    conversation.success("status before")
    require_refused(conversation.step("foreign status"))


@check("access-control.foreign-quote-not-readable", cites=("auth-004",), scenario=_FOREIGN, feature="order-status")
def test_foreign_quote_not_readable(conversation: Reading) -> None:
    """Order Status returns a stored OrderQuote, with its customer, only to the booking partner that made it.

    Pass: with the other partner's credentials it is refused. Fail: it returns anything. Not applicable: Order Status
    does not return the OrderQuote to its own partner either. Not testable: it neither refuses nor returns anything, or
    the lease had ended.
    """
    own = conversation.step("status of quote")
    if not own.succeeded or own.answer.type != "OrderQuote":
        not_applicable("Order Status returns no OrderQuote.")
    foreign = conversation.step("foreign status of quote")
    require_refused(foreign)
    # With its lease a quote ends, and is refused to anybody.
    quote = conversation.step("C2")
    if lease_ends(quote) is not None:
        need_live_lease(quote, foreign)


@check("access-control.foreign-cancellation-has-no-effect", cites=("auth-004", "auth-011"), scenario=_FOREIGN)
def test_foreign_cancellation_has_no_effect(conversation: Reading) -> None:
    """Order Cancellation with another partner's credentials leaves the Order untouched.

    Pass: it was refused, and the items are still confirmed: by Order Status, else by the Orders feed when a later
    change has come through it. Fail: an item is not. Info: the response reports success, but nothing changed.
    """
    foreign = conversation.step("foreign cancellation")
    conversation.success("B")
    if conversation.has("status before"):
        require_untouched(conversation, "status after cancellation")
    else:
        require_not_cancelled(conversation, "opportunity")
    if foreign.succeeded:
        inform("The request of another booking partner had no effect, but the response reports success.", at=foreign)


@check("access-control.foreign-deletion-has-no-effect", cites=("auth-004", "auth-011"), scenario=_FOREIGN)
def test_foreign_deletion_has_no_effect(conversation: Reading) -> None:
    """Order Deletion with another partner's credentials does not delete the Order.

    Pass: it was refused, and the Order is unchanged: by Order Status, else because its own partner can cancel it. Fail:
    the Order is gone or changed. Info: the response reports success, but nothing changed.
    """
    foreign = conversation.step("foreign deletion")
    conversation.success("B")
    if not conversation.has("status before"):
        require_not_deleted(conversation, "opportunity")
    else:
        conversation.success("status before")
        status = conversation.step("status after deletion")
        there = status.succeeded and bool(status.answer.find("orderedItem[*].orderItemStatus"))
        require(there, TOUCHED, at=status, expected="the Order with its items", got=outcome(status))
    if foreign.succeeded:
        inform("The deletion by another booking partner had no effect, but the response reports success.", at=foreign)
