"""The life of an Order as the answers to its calls tell it: what it is at each call, and which items are cancelled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from booking_conformance.recording import Exchange, Reading

OWNER = "primary"
# Steps that come when a life has been looked at.
_CLEAN_UP = {"delete", "proposal update"}
# What an Order UUID stands for. What becomes of one that is used again after a deletion is left open (part 7, no. 4).
QUOTED, BOOKED, DELETED, UNKNOWN = "quoted", "booked", "deleted", "unknown"


@dataclass
class Life:
    """What an Order UUID stands for, the opportunity of each booked item by the item's @id, and what is cancelled."""

    state: str = QUOTED
    items: dict[str, str] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)

    def after(self, exchange: Exchange) -> Life:
        """Return what it is after an exchange. A stranger changes nothing, and so does a refusal."""
        if exchange.partner != OWNER or not exchange.succeeded:
            return self
        if exchange.call == "B":
            return self._booked(exchange)
        if exchange.call == "cancellation" and self.state == BOOKED:
            return Life(BOOKED, self.items, self.cancelled | set(listed(exchange)))
        if exchange.call == "order-deletion":
            return Life(DELETED, self.items, self.cancelled)
        used_again = self.state == DELETED and exchange.call in {"C1", "C2", "P"}
        return Life(UNKNOWN) if used_again else self

    def _booked(self, exchange: Exchange) -> Life:
        if self.state == BOOKED:
            return self
        if self.state != QUOTED:
            return Life(UNKNOWN)
        items = exchange.answer["orderedItem"].each()
        return Life(BOOKED, {item["@id"].text or "": item["orderedItem"].id or "" for item in items})


def listed(cancellation: Exchange) -> list[str]:
    """Return the @ids of the items that a cancellation lists."""
    return [item["@id"].text or "" for item in cancellation.sent["orderedItem"].each()]


def lives(conversation: Reading) -> dict[str, list[Exchange]]:
    """Return the exchanges of each life in their order, the shortest life first: what fails is shown in it."""
    found: dict[str, list[Exchange]] = {}
    for exchange in conversation.steps("life "):
        name, _, step = exchange.step.partition(": ")
        if step not in _CLEAN_UP:
            found.setdefault(f"{name}: ", []).append(exchange)
    return dict(sorted(found.items(), key=lambda life: len(life[1])))


def states(exchanges: Sequence[Exchange]) -> Iterator[tuple[Exchange, Life]]:
    """Yield each exchange of a life with what the Order was before it."""
    life = Life()
    for exchange in exchanges:
        yield exchange, life
        life = life.after(exchange)


def ended(exchanges: Sequence[Exchange]) -> Life:
    """Return what the Order is at the end of a life."""
    life = Life()
    for exchange in exchanges:
        life = life.after(exchange)
    return life
