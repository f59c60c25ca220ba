"""Judging whether a refused cancellation has changed anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import not_testable, require
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.suites.order_cancellation.items import ACCESS, SNAPSHOT, items, require_same, status

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Reading


def require_unchanged(before: Document, after: Document, what: str) -> None:
    """Fail when an item has another status or other data than before, or the total is another.

    Not-testable when no item was shown with its status before.
    """
    found, known = items(after), items(before)
    if not any(map(status, known.values())):
        not_testable("Order Status returned no status of an OrderItem before the refusal.", at=before["orderedItem"])
    for identifier, item in known.items():
        require(identifier in found, f"{what}, but an item is missing.", at=after["orderedItem"], expected=identifier)
        now = found[identifier]
        message = f"{what}, but the status of an item has changed."
        require(status(now) == status(item), message, at=now["orderItemStatus"], expected=status(item))
        require_same(item, now, (*ACCESS, *SNAPSHOT), f"{what}, but {{name}} of an item has changed.")
    require_same(before, after, ("totalPaymentDue",), f"{what}, but {{name}} has changed.")


def require_unseen(conversation: Reading, feed: str, capacity: str) -> None:
    """Fail when the Orders feed shows the Order, or the open feed another capacity, after a refusal and a sentinel.

    Neither a feed through which no sentinel came nor an opportunity whose capacity is not stated shows anything; when
    that leaves nothing, it is not-testable.
    """
    seen = conversation.observation(feed)
    capacity_told = _require_capacity(conversation, capacity)
    if not conversation.fact("sentinel")["orders"] and capacity_told:
        return
    conversation.passed("orders")
    message = "Nothing was cancelled, but the Orders feed shows the Order as changed."
    require(not seen.seen, message, at=seen.item["data"], expected="nothing")


def _require_capacity(conversation: Reading, name: str) -> bool:
    """Fail when the open feed shows another capacity than before; return whether it shows one."""
    expected = conversation.fact("capacity")
    if expected is None or not conversation.fact("sentinel")["open"]:
        return False
    place = conversation.observation(name).item
    shown = capacity_of(_type(conversation), place["data"].plain())
    message = "Nothing was cancelled, but the open feed shows another capacity."
    require(shown is None or shown == expected, message, at=place["data"], expected=expected, got=shown)
    return shown is not None


def _type(conversation: Reading) -> str:
    return next(iter(conversation.fact("opportunities").values()))["type"]  # type: ignore[no-any-return]  # it is JSON
