"""What it takes to believe that something is not there: an answer that would have shown it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check.verify import not_testable, outcome, require

if TYPE_CHECKING:
    from booking_conformance.check.verify import Rows
    from booking_conformance.recording import Exchange


_NOTHING = frozenset({404, 410})


def says_as_much(now: Exchange, before: Exchange) -> bool:
    """Return whether Order Status says that there is something as it did before, or nothing: by a 404 or by a 410."""
    return now.status == before.status or {now.status, before.status} <= _NOTHING


def shows_no_order(status: Exchange, message: str, *, requirement: Rows = ()) -> None:
    """Fail with ``message`` when Order Status returns an Order.

    Not-testable when it says neither what there is under the Order UUID nor, by a 4xx, that there is nothing.
    """
    kind = status.answer.type if status.succeeded else None
    require(kind != "Order", message, at=status, expected="no Order", got=outcome(status), requirement=requirement)
    if kind is None and not 400 <= status.status < 500:
        not_testable("Order Status does not say what there is under the Order UUID", at=status)
