"""The lives of Orders that a conversation tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

# Steps that come when a life has been looked at.
_CLEAN_UP = {"delete", "proposal update"}


def lives(conversation: Reading) -> dict[str, list[Exchange]]:
    """Return the exchanges of each life in their order, the shortest life first: what fails is shown in it."""
    found: dict[str, list[Exchange]] = {}
    for exchange in conversation.steps("life "):
        name, _, step = exchange.step.partition(": ")
        if step not in _CLEAN_UP:
            found.setdefault(f"{name}: ", []).append(exchange)
    return dict(sorted(found.items(), key=lambda life: len(life[1])))
