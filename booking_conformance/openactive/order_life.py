"""The life of an Order as the answers to its calls tell it: what it is at each call, and which items are cancelled."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from booking_conformance.recording import Document, Exchange

# What an Order UUID stands for. What becomes of one that is used again after a deletion is left open (part 7, no. 4).
QUOTED, BOOKED, DELETED, UNKNOWN = "quoted", "booked", "deleted", "unknown"
_NOT_PERMITTED = "CancellationNotPermittedError"
_CANCELLED = "https://openactive.io/CustomerCancelled"
# Which rows demand that a call succeeds, by what the Order UUID stands for. All else is left open.
_SUCCEEDS = {
    ("C1", QUOTED): "c1-001",
    ("C2", QUOTED): "c2-001",
    ("B", QUOTED): "b-001",
    ("B", BOOKED): "b-010",
    ("order-status", BOOKED): "st-001",
    ("cancellation", BOOKED): "u-004",
    ("order-deletion", BOOKED): "od-002",
    **{("quote-deletion", state): "qd-002" for state in (QUOTED, BOOKED, DELETED)},
}


@dataclass
class Life:
    """What an Order UUID stands for, the opportunity of each booked item by the item's @id, and what is cancelled.

    ``owner`` is the booking partner that it is of.
    """

    owner: str
    state: str = QUOTED
    items: dict[str, str] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)

    def after(self, exchange: Exchange) -> Life:
        """Return what it is after an exchange. A stranger changes nothing, and so does a refusal."""
        if exchange.partner != self.owner or not exchange.succeeded:
            return self
        if exchange.call == "B":
            return self._booked(exchange)
        if exchange.call == "cancellation" and self.state == BOOKED:
            return replace(self, cancelled=self.cancelled | set(listed(exchange)))
        if exchange.call == "order-deletion":
            return replace(self, state=DELETED)
        used_again = self.state == DELETED and exchange.call in {"C1", "C2", "P"}
        return Life(self.owner, UNKNOWN) if used_again else self

    def _booked(self, exchange: Exchange) -> Life:
        if self.state == BOOKED:
            return self
        if self.state != QUOTED:
            return Life(self.owner, UNKNOWN)
        items = exchange.answer["orderedItem"].each()
        return Life(self.owner, BOOKED, {item["@id"].text or "": item["orderedItem"].id or "" for item in items})


def listed(cancellation: Exchange) -> list[str]:
    """Return the @ids of the items that a cancellation lists."""
    return [item["@id"].text or "" for item in cancellation.sent["orderedItem"].each()]


def states(exchanges: Sequence[Exchange]) -> Iterator[tuple[Exchange, Life]]:
    """Yield each exchange of a life with what the Order was before it."""
    life = _begun(exchanges)
    for exchange in exchanges:
        yield exchange, life
        life = life.after(exchange)


def ended(exchanges: Sequence[Exchange]) -> Life:
    """Return what the Order is at the end of a life."""
    life = _begun(exchanges)
    for exchange in exchanges:
        life = life.after(exchange)
    return life


def _begun(exchanges: Sequence[Exchange]) -> Life:
    """Return a life before its first call, which is its owner's."""
    return Life(exchanges[0].partner if exchanges else "")


def must_succeed(exchange: Exchange, life: Life) -> str | None:
    """Return the row that demands success of a call, None where none does or a cancellation is not permitted.

    What is cancelled already can be cancelled again, whatever is permitted.
    """
    row = _SUCCEEDS.get((exchange.call, life.state)) if exchange.partner == life.owner else None
    return None if exchange.error_type == _NOT_PERMITTED and not _is_repeat(exchange, life) else row


def _is_repeat(exchange: Exchange, life: Life) -> bool:
    return exchange.call == "cancellation" and life.cancelled >= set(listed(exchange)) != set()


def stated(exchange: Exchange, life: Life) -> list[tuple[Document, bool, bool]]:
    """Return where an Order Status states the status of an item, whether that must be cancelled, and whether it is."""
    if exchange.call != "order-status" or life.state != BOOKED or not exchange.succeeded:
        return []
    known = [item for item in exchange.answer["orderedItem"].each() if item["@id"].text in life.items]
    rows = [(item["orderItemStatus"], item["@id"].text in life.cancelled) for item in known]
    return [(status, cancelled, status.text == _CANCELLED) for status, cancelled in rows if status.text]


def breaks(exchanges: Sequence[Exchange]) -> bool:
    """Return whether a call of a life was refused that must succeed, or an item said to be what it is not."""
    return any(
        (must_succeed(exchange, life) is not None and not exchange.succeeded)
        or any(should is not does for _, should, does in stated(exchange, life))
        for exchange, life in states(exchanges)
    )
