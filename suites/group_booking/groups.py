"""The groups of a conversation, with what the scenario noted about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.check import beyond, fail, inform, not_testable, outcome
from booking_conformance.suites.authenticated_checkout.sessions import answered_at_all, crashed

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

GROUP = "checkout-group"
_PLACES = {True: "OrderItem", False: "OrderItems"}


@dataclass(frozen=True)
class Sent:
    """A group that was sent: its exchange, its size, whether the customer attends, where its flaw is."""

    exchange: Exchange
    size: int
    customer_attends: bool
    distinct: bool
    flaw: str
    how: str
    places: tuple[int, ...]

    @property
    def description(self) -> str:
        """Return the group in words."""
        where = ", ".join(str(place) for place in self.places)
        flaw = f", {self.flaw} ({self.how}) in {_PLACES[len(self.places) == 1]} {where}" if self.places else ""
        return f"a group of {self.size}{flaw}"


def sent(conversation: Reading, prefix: str) -> list[Sent]:
    """Return the groups whose step starts so, at least one; not-testable otherwise."""
    facts = conversation.fact("groups")
    return [
        Sent(
            exchange,
            known["size"],
            known["customer attends"],
            known["distinct"],
            known["flaw"],
            known["how"],
            tuple(known["places"]),
        )
        for exchange in conversation.steps(prefix)
        if (known := facts.get(exchange.step)) is not None
    ]


def flawed(conversation: Reading, *prefixes: str) -> list[Sent]:
    """Return the groups with a flaw; their refusal proves something only if groups are accepted at all."""
    if not any(group.exchange.succeeded for group in sent(conversation, "group ")):
        not_testable("No group was accepted.", at=conversation.step("group 1"))
    return [group for prefix in prefixes for group in sent(conversation, prefix)]


def require_accepted(conversation: Reading, *, customer_attends: bool) -> None:
    """Fail when a group is refused; the documentation states no maximum size."""
    everything = [group for group in sent(conversation, "group ") if group.distinct]
    groups = [group for group in everything if group.customer_attends is customer_attends]
    if not groups:
        beyond("Too few customers are known.", at=conversation.step("group 1"), remedy="Set checkout.customers.")
    largest = max((group.size for group in everything if group.exchange.succeeded), default=0)
    for group in groups:
        answered_at_all(group.exchange)
        if crashed(group.exchange):
            fail(
                f"The checkout returned a server error for {group.description}.",
                at=group.exchange,
                got=outcome(group.exchange),
            )
        if group.exchange.refused and (group.size <= max(largest, 2) or not largest):
            fail(
                f"The checkout refuses {group.description}.",
                at=group.exchange,
                expected="a 2xx",
                got=outcome(group.exchange),
            )
    for group in groups:
        if not group.exchange.succeeded:
            inform(
                f"The checkout refuses {group.description}; the largest it accepts has {largest}.", at=group.exchange
            )
