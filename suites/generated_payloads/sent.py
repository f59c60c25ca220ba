"""The generated messages of a conversation, with what the scenario noted about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from booking_conformance.check import not_applicable, not_testable, outcome
from booking_conformance.openactive.answers import is_error_document
from booking_conformance.recording import show

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

_SERVER_ERROR = 500


@dataclass(frozen=True)
class Sent:
    """A generated message: its exchange, and what was noted about it."""

    exchange: Exchange
    known: dict[str, Any]

    @property
    def description(self) -> str:
        """What is special about it, in words."""
        special = self.known.get("row") or self.known.get("kind") or "ordinary"
        detail = self.known.get("value", self.known.get("how"))
        return f"{special}, {show(detail)}" if detail is not None else str(special)


def messages(conversation: Reading, **wanted: Any) -> list[Sent]:
    """Return the messages that were sent, those whose facts have the ``wanted`` values.

    Not applicable when none of them was planned, not-testable when one of them was not reached.
    """
    facts = conversation.fact("messages")
    steps = [step for step, known in facts.items() if all(known.get(name) == value for name, value in wanted.items())]
    if not steps:
        not_applicable("No message of this kind is sent to this call.")
    return [Sent(conversation.step(step), facts[step]) for step in steps]


def smallest(conversation: Reading, sent: Sent) -> Exchange:
    """Return the smallest failing message of the same kind that was found, else the one given."""
    found = conversation.facts.get("smallest", {}).get(sent.known.get("kind"))
    return conversation.step(found) if found and conversation.has(found) else sent.exchange


def crashed(exchange: Exchange) -> bool:
    """Return whether no response came, or a 5xx without an OpenBookingError."""
    bare = exchange.status >= _SERVER_ERROR and not is_error_document(exchange.answer)
    return exchange.response is None or bare


def plain(conversation: Reading, beside: Exchange | None = None) -> Exchange:
    """Return the plain message, for the Order of another exchange if one is given."""
    steps = [exchange for exchange in conversation.steps("plain") if exchange.succeeded]
    found = next((exchange for exchange in steps if beside is None or exchange.order_uuid == beside.order_uuid), None)
    if found is None:
        first = conversation.steps("plain")[0]
        not_testable(f"The ordinary message was refused: {outcome(first)}", at=first)
    return found
