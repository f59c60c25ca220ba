"""What was read from the Orders feed: the states of one Order, and all pages from first to last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import beyond, not_shown, not_testable
from booking_conformance.openactive.rpde import id_of

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, Reading

_TO_CHANGE_TWICE = "Offer opportunities whose items a customer can cancel one by one."


def changed_data(conversation: Reading, observation: str = "changed first change in feed") -> Document:
    """Return the data of the changed Order in the feed; not-testable when the change did not appear."""
    seen = conversation.observation(observation)
    if not seen.seen:
        not_shown("The change did not appear in the Orders feed.", at=seen.item["data"])
    if not seen.item["data"].properties():
        not_testable("The Orders feed shows no data of the changed Order.", at=seen.item["data"])
    return seen.item["data"]


def changed_by_seller(conversation: Reading) -> bool:
    """Return whether the Seller changed the Order, as the customer could not: it cancels every item at once."""
    return conversation.has("changed first change by Seller")


def need_second_change(conversation: Reading) -> None:
    """Read the second change of the Order; it is beyond what a booking system that permits no cancellation can show."""
    if changed_by_seller(conversation):
        beyond("The Seller cancelled every item at once, so nothing was left to change.", remedy=_TO_CHANGE_TWICE)
    conversation.success("changed second change")


def booked(conversation: Reading, prefix: str = "changed ") -> Document:
    """Return the Order as B returned it; not-testable when it lists no items."""
    order = conversation.success(f"{prefix}B").answer
    if not order["orderedItem"].each():
        not_testable("B returned no OrderItems.", at=order["orderedItem"])
    return order


def whole_read(conversation: Reading) -> list[Exchange]:
    """Return all pages from the first to the last; not-testable when the last was not reached."""
    read = conversation.fact("whole read")
    pages = [exchange for exchange in conversation.everything if exchange.step == read["step"]]
    if not read["complete"] or not pages:
        reason = f": {read['broken']}" if read["broken"] else ""
        not_testable(f"The feed was not read to its end{reason}.", at=pages[-1] if pages else None)
    return pages


def page_items(pages: list[Exchange]) -> list[Document]:
    """Return the items of the pages in order."""
    return [item for page in pages for item in page.answer["items"].each()]


def is_order(item: Document, uuid: str, known_as: str) -> bool:
    """Return whether a feed item is the Order with this UUID; a deleted item has only the id that it is known as."""
    data = item["data"]
    if data:
        return (data["@id"].text or "").lower().rstrip("/").endswith(uuid.lower()) and data.type == "Order"
    return name_of(item) == known_as


def name_of(item: Document) -> str:
    """Return the RPDE id of an item, as text."""
    return str(id_of(item).plain())
