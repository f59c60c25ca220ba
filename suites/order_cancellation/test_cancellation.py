"""What a cancellation returns, and what becomes of the items it lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, fail, not_applicable, not_testable, outcome, require
from booking_conformance.suites.order_cancellation.cases import NOT_PERMITTED, Case, each_case
from booking_conformance.suites.order_cancellation.items import CUSTOMER_CANCELLED, items, require_statuses

if TYPE_CHECKING:
    from booking_conformance.recording import Reading


@check("order-cancellation.succeeds", cites=("u-001", "u-002"), scenario="cancellation")
def test_succeeds(conversation: Reading) -> None:
    """A cancellation of cancellable items succeeds, whichever items it lists.

    Pass: each of the seven subsets of a basket of three, and each random subset of a larger one, was cancelled.
    Fail: a cancellation was refused with another error than CancellationNotPermittedError, or not answered.
    Not applicable: the target refused with CancellationNotPermittedError, as it may.
    """

    def judge(case: Case) -> None:
        exchange = case.step("cancel")
        if exchange.error_type == NOT_PERMITTED:
            not_applicable("The target did not permit the cancellation.")
        require(
            exchange.succeeded, "The cancellation did not succeed.", at=exchange, expected="204", got=outcome(exchange)
        )

    each_case(conversation, judge)


@check("order-cancellation.accepts-advertised", cites=("u-008",), scenario="cancellation")
def test_accepts_advertised(conversation: Reading) -> None:
    """Items whose offer allows cancellation with a full refund can be cancelled.

    Pass: no such cancellation was refused. Warn: one was, with CancellationNotPermittedError. Not testable: no
    cancellation was attempted, or it was refused for another reason, which another check reports. Not applicable:
    no offer advertises it, or each cancellation listed an item besides whose offer does not.
    """
    rows = conversation.fact("opportunities").values()
    advertised = {row["id"] for row in rows if "Cancellable" in row["criterion"]}
    if not advertised:
        not_applicable("No opportunity was found that is advertised as cancellable.")

    def judge(case: Case) -> bool | None:
        exchange = case.step("cancel")
        listed = case.cancelled_opportunities
        if not listed:
            not_testable("The booked Order has none of the items that were cancelled.", at=exchange)
        if not listed <= advertised:
            return False
        if exchange.error_type == NOT_PERMITTED:
            fail(
                "An item that is advertised as cancellable was not cancelled.",
                at=exchange,
                expected="204",
                got=outcome(exchange),
            )
        case.cancelled()
        return None

    each_case(conversation, judge)


@check("order-cancellation.cancels-listed-items", cites=("u-002",), scenario="cancellation", feature="order-status")
def test_cancels_listed_items(conversation: Reading) -> None:
    """The listed items are CustomerCancelled after a cancellation.

    Pass: Order Status shows this for each listed item of each subset. Fail: one has another status, or is missing.
    Not testable: the cancellation was refused.
    """

    def judge(case: Case) -> None:
        case.cancelled()
        order = case.success("status after").answer
        message = "A listed item is not cancelled, although the response reported success."
        require_statuses(items(order), case.listed, {CUSTOMER_CANCELLED}, message, order)

    each_case(conversation, judge)


@check("order-cancellation.shown-in-orders-feed", cites=("u-013", "of-005"), scenario="cancellation")
def test_shown_in_orders_feed(conversation: Reading) -> None:
    """After a cancellation, the Orders feed shows the Order with the listed items CustomerCancelled.

    Pass: it showed this for each subset. Fail: it did not within `feed_timeout`, or shows another status.
    Not testable: the cancellation was refused.
    """

    def judge(case: Case) -> None:
        case.cancelled()
        seen = case.seen("feed")
        data = seen.item["data"]
        require(seen.seen, f"The Orders feed did not show {seen.awaited}.", at=data, expected=seen.awaited)
        message = "The customer cancelled the item, but the Orders feed shows another status."
        require_statuses(items(data), case.listed, {CUSTOMER_CANCELLED}, message, data, ("u-013",))

    each_case(conversation, judge)
