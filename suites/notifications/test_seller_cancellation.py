"""What the Orders feed shows when a Seller cancels an Order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, not_applicable, not_shown, not_testable, present, require
from booking_conformance.suites.order_cancellation.items import (
    CUSTOMER_CANCELLED,
    SELLER_CANCELLED,
    items,
    require_statuses,
    status,
)

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Reading

WITH_MESSAGE = "seller-cancellation-with-message"


@check(
    "notifications.seller-cancellation-shown-in-orders-feed",
    cites=("notif-001", "tst-014"),
    scenario="seller-cancellation",
)
def test_shown_in_orders_feed(conversation: Reading) -> None:
    """An item that its Seller cancels appears as SellerCancelled in the Orders feed.

    Pass: after the action of the Test Interface, the feed showed such an item. Fail: it did not within
    `feed_timeout`, or shows it as cancelled by the customer. Not testable: the Order was not booked.
    """
    conversation.success("SellerRequestedCancellation")
    seen = conversation.observation("feed")
    data = seen.item["data"]
    require(seen.seen, "The Orders feed did not show the cancellation.", at=data, expected=seen.awaited)
    shown = {status(item) for item in items(data).values()}
    require(
        SELLER_CANCELLED in shown,
        "No item is shown as cancelled by its Seller.",
        at=data["orderedItem"],
        expected=SELLER_CANCELLED,
        got=", ".join(sorted(shown)),
    )


@check(
    "notifications.seller-cancellation-in-order-status",
    cites=("st-001",),
    scenario="seller-cancellation",
    feature="order-status",
)
def test_in_order_status(conversation: Reading) -> None:
    """Order Status shows an Order as the Orders feed does after its Seller cancelled items.

    Pass: the items that are SellerCancelled in the feed are so in Order Status. Fail: one is not. Not testable: the
    feed did not show the cancellation.
    """
    feed, found = conversation.observation("feed"), conversation.success("status").answer
    if not feed.seen:
        not_shown("The Orders feed did not show the cancellation.")
    cancelled = [known for known, item in items(feed.item["data"]).items() if status(item) == SELLER_CANCELLED]
    if not cancelled:
        not_testable("The Orders feed shows no item as cancelled by its Seller.", at=feed.item["data"])
    message = "The Seller cancelled the item, but Order Status shows another status."
    require_statuses(items(found), cancelled, {SELLER_CANCELLED}, message, found)


@check("notifications.seller-cancellation-has-message", cites=("tst-015", "notif-002"), scenario=WITH_MESSAGE)
def test_has_message(conversation: Reading) -> None:
    """When a Seller cancels with a message, the Orders feed shows it with the item.

    Pass: an item that is SellerCancelled has a cancellationMessage. Fail: none has, or the cancellation did not
    appear. Not testable: the Order was not booked.
    """
    found = _feed(conversation)
    messages = [item["cancellationMessage"] for item in found.values() if status(item) == SELLER_CANCELLED]
    data = conversation.observation("feed").item["data"]
    has_message = any((message.text or "").strip() for message in messages)
    require(has_message, "The Seller's message is missing.", at=data["orderedItem"], expected="a cancellationMessage")


@check("notifications.seller-cancellation-of-second-seller", cites=("notif-001", "of-005", "tst-015"),
       scenario=WITH_MESSAGE, feature="multiple-sellers")  # fmt: skip
def test_of_second_seller(conversation: Reading) -> None:
    """An item that the second Seller cancels appears as SellerCancelled in the Orders feed.

    Pass: after the action of the Test Interface, the feed showed such an item. Fail: it did not within
    `feed_timeout`. Not applicable: the second Seller has nothing to book. Not testable: the Order was not booked.
    """
    conversation.success("SellerRequestedCancellationWithMessage")
    if conversation.fact("seller") == "primary":
        not_applicable("The second Seller has nothing that customers can cancel.")
    seen = conversation.observation("feed")
    message = "The Orders feed did not show the cancellation by the second Seller."
    require(seen.seen, message, at=seen.item["data"], expected=seen.awaited)


@check("notifications.customer-cancellation-stays", cites=("u-013",), scenario=WITH_MESSAGE)
def test_customer_cancellation_stays(conversation: Reading) -> None:
    """An item that the customer has cancelled stays CustomerCancelled when the Seller cancels the Order.

    Pass: the Orders feed shows it so, beside an item that is SellerCancelled. Fail: it has another status. Not
    applicable: the customer's cancellation was refused. Not testable: the Seller's did not appear in the feed.
    """
    cancelled = conversation.step("cancel")
    if not cancelled.succeeded:
        not_applicable("The customer's cancellation was refused, so there is nothing to be cancelled twice.")
    listed = cancelled.sent["orderedItem"].each()
    found = _feed(conversation)
    message = "What the customer has cancelled is not cancelled again by the Seller."
    data = conversation.observation("feed").item["data"]
    require_statuses(found, [item["@id"].text or "" for item in listed], {CUSTOMER_CANCELLED}, message, data)


def _feed(conversation: Reading) -> dict[str, Document]:
    conversation.success("SellerRequestedCancellationWithMessage")
    seen = conversation.observation("feed")
    if not seen.seen:
        not_shown("The Seller's cancellation did not appear in the Orders feed.", at=seen.item["data"])
    present(seen.item["data"]["orderedItem"])
    return items(seen.item["data"])
