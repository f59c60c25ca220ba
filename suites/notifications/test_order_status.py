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


def _in_both(conversation: Reading) -> list[tuple[Document, Document]]:
    """Return each OrderItem as the Orders feed showed it, and as Order Status did after that."""
    seen = conversation.observation("feed")
    if not seen.seen:
        not_shown("The Orders feed did not show what the Seller did.", at=seen.item["data"])
    now = items(conversation.success("status").answer)
    return [(item, now[identifier]) for identifier, item in items(seen.item["data"]).items() if identifier in now]
