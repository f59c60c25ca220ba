"""The items that scenarios of details ask for: one that needs them, and one that needs none."""

from booking_conformance.recording import Document, Exchange

CONTROL, GUILTY = 0, 1
"""The positions at which the scenarios put the item that needs nothing, and the one that needs details."""


def item_at(exchange: Exchange, position: int) -> Document:
    """Return the item at a position; a missing one when there is none."""
    items = exchange.answer["orderedItem"]
    return next((item for item in items.each() if item["position"].value == position), items["none"])
