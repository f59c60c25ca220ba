"""Which cancellations are refused as wrong, with which error, and what is no reason to refuse one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import answered, check, inform, not_applicable, not_testable, refused
from booking_conformance.suites.order_cancellation.cases import NOT_PERMITTED
from booking_conformance.suites.order_cancellation.refusals import require_unchanged, require_unseen

if TYPE_CHECKING:
    from booking_conformance.recording import Reading

IMPROPER = "cancellation-improper"
EXCESSIVE = ("PatchContainsExcessivePropertiesError", "PatchContainsExcessiveProperties")
NOT_ALLOWED = ("PatchNotAllowedOnPropertyError", "PatchNotAllowedOnProperty")


@check("order-cancellation.refuses-unknown-item", cites=("err-026",), scenario=IMPROPER)
def test_refuses_unknown_item(conversation: Reading) -> None:
    """A cancellation of an item with an unknown @id is refused, even if only the Order that it names is unknown.

    Pass: OrderItemIdInvalidError, or OrderItemNotWithinOrderError, which means the same here. Fail: anything else.
    """
    types = ("OrderItemIdInvalidError", "OrderItemNotWithinOrderError")
    for step in ("unknown item", "item of no Order"):
        _refused(conversation, step, types, "The cancellation of an unknown OrderItem must be refused.")


@check("order-cancellation.refuses-item-of-another-order", cites=("err-025",), scenario=IMPROPER)
def test_refuses_item_of_another_order(conversation: Reading) -> None:
    """A cancellation that lists an item of another Order is refused with OrderItemNotWithinOrderError.

    Pass: it is, for an item of another Order of the same booking partner. Fail: anything else.
    """
    types = ("OrderItemNotWithinOrderError",)
    _refused(conversation, "foreign item", types, "The cancellation of another Order's OrderItem must be refused.")


@check("order-cancellation.refuses-other-type", cites=("err-021",), scenario=IMPROPER)
def test_refuses_other_type(conversation: Reading) -> None:
    """A cancellation whose body is not an Order is refused with UnexpectedOrderTypeError.

    Pass: it is, for the @type OrderQuote. Fail: anything else.
    """
    _refused(conversation, "other type", ("UnexpectedOrderTypeError",), "A body that is not an Order must be refused.")


@check("order-cancellation.refuses-other-status", cites=("u-010", "err-054"), scenario=IMPROPER)
def test_refuses_other_status(conversation: Reading) -> None:
    """An orderItemStatus other than CustomerCancelled is refused with PatchNotAllowedOnPropertyError.

    Pass: it is, for OrderItemConfirmed and SellerCancelled; the name without Error passes too. Fail: anything else.
    """
    for step in ("status confirmed", "status cancelled by Seller"):
        _refused(conversation, step, NOT_ALLOWED, "Any status other than CustomerCancelled must be refused.")


@check("order-cancellation.refuses-more-in-order", cites=("u-011", "err-053"), scenario=IMPROPER)
def test_refuses_more_in_order(conversation: Reading) -> None:
    """A cancellation with a further property of the Order is refused with PatchContainsExcessivePropertiesError.

    Pass: it is, for customer; the name without Error passes too. Fail: anything else.
    """
    _refused(
        conversation, "more in Order", EXCESSIVE, "A cancellation with another property of the Order must be refused."
    )


@check("order-cancellation.refuses-more-in-item", cites=("u-011", "err-053"), scenario=IMPROPER)
def test_refuses_more_in_item(conversation: Reading) -> None:
    """A cancellation with a further property of an item is refused with PatchContainsExcessivePropertiesError.

    Pass: it is, for customerNotice; the name without Error passes too. Fail: anything else.
    """
    _refused(
        conversation, "more in item", EXCESSIVE, "A cancellation with another property of an item must be refused."
    )


def _refused(conversation: Reading, step: str, types: tuple[str, ...], message: str) -> None:
    """Fail unless the step was refused with one of the types; a target that permits none may say so first."""
    permitted = any(e.succeeded for e in conversation.steps("with "))
    exchange = conversation.step(step)
    if exchange.error_type == NOT_PERMITTED and not permitted:
        not_applicable("The target permits no cancellation.")
    refused(exchange, types, message)


@check("order-cancellation.unknown-order-404", cites=("err-049",), scenario=IMPROPER)
def test_unknown_order(conversation: Reading) -> None:
    """A cancellation for an Order that never existed returns 404.

    Pass: 404 with an OpenBookingError. Fail: anything else.
    """
    exchange = conversation.step("unknown Order")
    answered(exchange, {404}, "A cancellation for an Order that does not exist must return 404.")
    refused(
        exchange,
        ("UnknownOrderError", "NotFoundError"),
        "A cancellation for an Order that does not exist must return 404.",
    )


@check("order-cancellation.refused-changes-nothing", cites=("u-005",), scenario=IMPROPER)
def test_refused_changes_nothing(conversation: Reading) -> None:
    """A cancellation with one wrong item cancels none.

    Pass: after each wrong request, Order Status (where declared) is as before, the Orders feed does not show the
    Order, and the open feed shows the same capacity. Fail: something has changed. Not testable: a request was not
    refused, which another check reports, or no later change came through the feeds.
    """
    wrong = [e for e in conversation.steps("") if e.call == "cancellation" and e.intent == "improper"]
    if not wrong:
        conversation.step("foreign item")
    accepted = next((exchange for exchange in wrong if not exchange.refused), None)
    if accepted is not None or not wrong:
        not_testable("A wrong cancellation was not refused.", at=accepted)
    if conversation.has("status before"):
        before = conversation.success("status before").answer
        for exchange in wrong:
            if exchange.step != "unknown Order":
                after = conversation.success(f"status {exchange.step}").answer
                require_unchanged(before, after, f"The request ({exchange.step}) was refused")
    require_unseen(conversation, "feed after refusals", "capacity after refusals")


@check("order-cancellation.own-properties-pass", cites=("u-012",), scenario=IMPROPER)
def test_own_properties_pass(conversation: Reading) -> None:
    """Properties from a custom namespace in a cancellation are ignored.

    Pass: the cancellation with one in the Order and one in an item returns 204. Fail: it is refused, other than
    because the item cannot be cancelled. Not applicable: it is refused for that reason.
    """
    _processed(conversation, "with own property", "Properties from a custom namespace must not count as excessive.")


@check("order-cancellation.order-id-passes", cites=("u-011",), scenario=IMPROPER)
def test_order_id_passes(conversation: Reading) -> None:
    """A cancellation may contain the @id of the Order.

    Pass: it returns 204. Info: it is refused with PatchContainsExcessivePropertiesError, since the rule can be read to
    allow the @id of an item alone, as the OpenActive Test Suite does. Fail: it is refused with another error, other
    than because the item cannot be cancelled. Not applicable: it is refused for that reason.
    """
    exchange = conversation.step("with Order id")
    if exchange.error_type in EXCESSIVE:
        inform("The target allows the @id of an item alone.", at=exchange)
    _processed(conversation, "with Order id", "The @id of the Order must be accepted in a cancellation.")


def _processed(conversation: Reading, step: str, message: str) -> None:
    exchange = conversation.step(step)
    if exchange.error_type == NOT_PERMITTED:
        not_applicable("The target did not permit the cancellation.")
    answered(exchange, {204}, message)
