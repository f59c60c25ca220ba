"""Cancellations of what a cancellation cancelled before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import answered, check, not_applicable
from booking_conformance.openactive.vocabulary import OPENACTIVE

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, History

_CANCELLED = f"{OPENACTIVE}CustomerCancelled"
_OF_ORDER = frozenset({"@context", "@type", "orderedItem"})
_OF_ITEM = frozenset({"@type", "@id", "orderItemStatus"})
# Whoever was not let in, came too often or at a bad moment, or asks for what a deletion that is not recorded took away.
_UNDECIDED = frozenset({401, 403, 404, 410, 429, 500, 502, 503, 504})


@check("order-cancellation.repeat-succeeds", cites=("u-004",), calls=("cancellation",), unless_deleted=True,
       examples=("cancellation-repeated",))  # fmt: skip
def test_repeat_succeeds(exchange: Exchange, history: History) -> None:
    """A cancellation of items that are already cancelled returns 204 again.

    Pass: it does. Fail: another response. Not applicable: nothing shows that an earlier cancellation cancelled all the
    items, the request says something else or is wrong on purpose, or the Order may have been deleted. Recordings of
    others are not judged where credentials, a rate limit, a bad moment or a deletion that they do not show may be the
    cause.
    """
    listed = _listed(exchange.sent)
    known = history.bookings.cancelled(exchange.partner, exchange.order_uuid or "")
    by = [known[item].by for item in listed if item in known]
    cancelled = all(each.call == "cancellation" and each.surely_before(exchange) for each in by)
    undecided = exchange.status in _UNDECIDED and not history.is_of_run
    if exchange.intent != "ordinary" or not listed or len(by) < len(listed) or not cancelled or undecided:
        not_applicable("Nothing shows that all was cancelled before.")
    answered(exchange, {204}, "It must be possible to cancel again what is already cancelled.")


def _listed(sent: Document) -> list[str]:
    """Return the @ids of the items that a plain cancellation lists; none where it says anything else."""
    items = sent["orderedItem"].each()
    plain = _has_only(sent, _OF_ORDER) and all(_has_only(item, _OF_ITEM) for item in items)
    right = plain and sent.type == "Order" and all(item["orderItemStatus"].text == _CANCELLED for item in items)
    found = [item.id for item in items if right and item.type == "OrderItem" and item.id]
    return found if len(found) == len(items) else []


def _has_only(place: Document, names: frozenset[str]) -> bool:
    return isinstance(place.value, dict) and place.value.keys() <= names
