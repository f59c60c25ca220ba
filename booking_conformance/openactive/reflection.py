"""What an answer must say back: finding in the request, or in an earlier one, what it is to be compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, History


def by_position(order: Document) -> dict[int, Document]:
    """Return the OrderItems by position; nothing when the positions are not distinct whole numbers."""
    items = order["orderedItem"].each()
    found = {item["position"].integer: item for item in items}
    return {p: item for p, item in found.items() if p is not None} if len(found) == len(items) else {}


def original_request(exchange: Exchange, history: History) -> Document:
    """Return the request that says what the Order is: for Order Status and B after approval that of B or P."""
    if exchange.sent["orderedItem"]:
        return exchange.sent
    made = [e for e in history.before(exchange) if e.call in {"P", "B"} and e.succeeded and e.sent["orderedItem"]]
    return made[0].sent if made else exchange.sent
