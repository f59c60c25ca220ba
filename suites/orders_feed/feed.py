"""What was read of the Orders feed: the states of one Order in it, and the pages of the reading from end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import not_testable

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, Reading


def changed_data(conversation: Reading, observation: str = "changed first change in feed") -> Document:
    """Return the data of the changed Order in the feed; not-testable when the change did not come."""
    seen = conversation.observation(observation)
    if not seen.seen:
        not_testable("The change did not appear in the Orders feed.", at=seen.item["data"])
    return seen.item["data"]


def booked(conversation: Reading, prefix: str = "changed ") -> Document:
    """Return the Order as B returned it."""
    return conversation.success(f"{prefix}B").answer


def whole_read(conversation: Reading) -> list[Exchange]:
    """Return the pages of the reading from the first page to the last one; not-testable when it did not get there."""
    read = conversation.fact("whole read")
    pages = [exchange for exchange in conversation.everything if exchange.step == read["step"]]
    if not read["complete"] or not pages:
        reason = f": {read['broken']}" if read["broken"] else ""
        not_testable(f"The feed was not read to its end{reason}.", at=pages[-1] if pages else None)
    return pages


def page_items(pages: list[Exchange]) -> list[Document]:
    """Return the items of the pages in the order they came."""
    return [item for page in pages for item in page.answer["items"].each()]


def is_order(item: Document, uuid: str) -> bool:
    """Tell whether a feed item is the Order with this UUID; a deleted one goes by its id alone."""
    data = item["data"]
    if data:
        return (data["@id"].text or "").lower().rstrip("/").endswith(uuid.lower()) and data.type == "Order"
    return (item["id"].text or "").lower().endswith(uuid.lower())
