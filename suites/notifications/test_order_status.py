"""Order Status shows what a Seller did to a booked Order, as the Orders feed does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, each, not_shown, require
from booking_conformance.check.comparison import bought
from booking_conformance.suites.order_cancellation.items import items, status

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Reading


@check("notifications.replacement-in-order-status", cites=("of-009", "st-001"), scenario="seller-replacement",
       feature="order-status")  # fmt: skip
def test_replacement_in_order_status(conversation: Reading) -> None:
    """Order Status shows the opportunity that a Seller has put in the place of another.

    Pass: each OrderItem has the `orderedItem` that the Orders feed shows. Fail: one has another. Not applicable: the
    feed shows none. Not testable: the replacement did not appear in the feed, or Order Status failed.
    """
    pairs = [(here, there) for here, there in _in_both(conversation) if bought(here)[0]]
    for here, there in each(pairs, "The Orders feed shows no orderedItem."):
        message = "Order Status shows another opportunity than the Orders feed."
        require(bought(there)[0] == bought(here)[0], message, at=there["orderedItem"], expected=bought(here)[0])


@check("notifications.attendance-in-order-status", cites=("of-009", "st-001"), scenario="seller-attendance",
       feature="order-status")  # fmt: skip
def test_attendance_in_order_status(conversation: Reading) -> None:
    """Order Status shows the attendance that a Seller has recorded.

    Pass: each OrderItem has the `orderItemStatus` that the Orders feed shows. Fail: one has another. Not applicable:
    the feed shows none. Not testable: the attendance did not appear in the feed, or Order Status failed.
    """
    pairs = [(here, there) for here, there in _in_both(conversation) if status(here)]
    for here, there in each(pairs, "The Orders feed shows no orderItemStatus."):
        message = "Order Status shows another status than the Orders feed."
        require(status(there) == status(here), message, at=there["orderItemStatus"], expected=status(here))


@check("notifications.notice-in-order-status", cites=("of-009", "st-001"), scenario="seller-notice",
       feature="order-status")  # fmt: skip
def test_notice_in_order_status(conversation: Reading) -> None:
    """Order Status shows the customerNotice that a Seller has given.

    Pass: each OrderItem has the `customerNotice` that the Orders feed shows. Fail: one has another, or none. Not
    applicable: the feed shows none any more. Not testable: the cancellation of another item did not appear in the feed,
    or Order Status failed.
    """
    _require_same(conversation, "customerNotice", "feed after cancellation")


@check("notifications.message-in-order-status", cites=("of-009", "st-001"),
       scenario="seller-cancellation-with-message", feature="order-status")  # fmt: skip
def test_message_in_order_status(conversation: Reading) -> None:
    """Order Status shows the cancellationMessage of a Seller who has cancelled.

    Pass: each OrderItem has the `cancellationMessage` that the Orders feed shows. Fail: one has another, or none. Not
    applicable: the feed shows none. Not testable: the cancellation did not appear in the feed, or Order Status failed.
    """
    _require_same(conversation, "cancellationMessage")


@check("notifications.pass-in-order-status", cites=("of-009", "st-001"), scenario="seller-access-pass",
       feature="order-status")  # fmt: skip
def test_pass_in_order_status(conversation: Reading) -> None:
    """Order Status shows the accessPass that a Seller has changed.

    Pass: each OrderItem has the `accessPass` that the Orders feed shows. Fail: one has another, or none. Not
    applicable: the feed shows none. Not testable: the change did not appear in the feed, or Order Status failed.
    """
    _require_same(conversation, "accessPass")


@check("notifications.code-in-order-status", cites=("of-009", "st-001"), scenario="seller-access-code",
       feature="order-status")  # fmt: skip
def test_code_in_order_status(conversation: Reading) -> None:
    """Order Status shows the accessCode that a Seller has changed.

    Pass: each OrderItem has the `accessCode` that the Orders feed shows. Fail: one has another, or none. Not
    applicable: the feed shows none. Not testable: the change did not appear in the feed, or Order Status failed.
    """
    _require_same(conversation, "accessCode")


@check("notifications.channel-in-order-status", cites=("of-009", "st-001"), scenario="seller-access-channel",
       feature="order-status")  # fmt: skip
def test_channel_in_order_status(conversation: Reading) -> None:
    """Order Status shows the accessChannel that a Seller has changed.

    Pass: each OrderItem has the `accessChannel` that the Orders feed shows. Fail: one has another, or none. Not
    applicable: the feed shows none. Not testable: the change did not appear in the feed, or Order Status failed.
    """
    _require_same(conversation, "accessChannel")


def _require_same(conversation: Reading, name: str, observed: str = "feed") -> None:
    pairs = [(here[name], there[name]) for here, there in _in_both(conversation, observed) if here[name]]
    for here, there in each(pairs, f"The Orders feed shows no {name}."):
        message = f"Order Status does not show the {name} that the Orders feed shows."
        require(there.plain() == here.plain(), message, at=there, expected=here.plain())


def _in_both(conversation: Reading, observed: str = "feed") -> list[tuple[Document, Document]]:
    """Return each OrderItem as the Orders feed showed it, and as Order Status did after that."""
    seen = conversation.observation(observed)
    if not seen.seen:
        not_shown("The Orders feed did not show what the Seller did.", at=seen.item["data"])
    now = items(conversation.success("status").answer)
    return [(item, now[identifier]) for identifier, item in items(seen.item["data"]).items() if identifier in now]
