"""What Orders say: which OrderItem is which of those that were sent, and how far a proposal has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from booking_conformance.recording import Document

#: The path, below the Base URI, that an @id of each type has before the Order UUID.
PATHS = {"OrderQuote": "order-quotes", "OrderProposal": "order-proposals", "Order": "orders"}


def in_order_sent(items: Sequence[Document], sent: Sequence[Document]) -> list[Document]:
    """Return the OrderItems of a response in the order in which they were sent; those that were not come last.

    Each is known by its position, or where there are none, as B after approval may leave them out (open reading 10),
    by the opportunity that it is for: items for the same one are alike.
    """
    if all(item["position"] for item in items):
        return sorted(items, key=lambda item: item["position"].integer or 0)
    places: dict[str, list[int]] = {}
    for place, item in enumerate(sent):
        places.setdefault(_opportunity(item), []).append(place)

    def place_of(item: Document) -> int:
        same = places.get(_opportunity(item))
        return same.pop(0) if same else len(sent)

    return sorted(items, key=place_of)


def proposal_status(data: Mapping[str, Any]) -> str | None:
    """Return the orderProposalStatus of plain data without its namespace, alone or in a list (open reading 24)."""
    status = data.get("orderProposalStatus")
    if isinstance(status, list) and len(status) == 1:
        status = status[0]
    return status.rsplit("/", 1)[-1] if isinstance(status, str) else None


def _opportunity(item: Document) -> str:
    return item["orderedItem"].id or ""
