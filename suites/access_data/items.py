"""The items of a booked Order, which carry its access data."""

from booking_conformance.check import not_testable
from booking_conformance.recording import Document, Reading


def booked_items(conversation: Reading) -> list[Document]:
    """Return the items of the Order that B returned; without any nothing can be judged."""
    order = conversation.success("B")
    items = order.answer["orderedItem"].each()
    if not items:
        not_testable("The Order has no items", at=order)
    return items
