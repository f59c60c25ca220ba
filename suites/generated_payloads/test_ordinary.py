"""Generated baskets for generated customers, all of them valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, fail, outcome

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

_SCENARIO = "generated-baskets"


def _taken(conversation: Reading, call: str) -> None:
    orders = conversation.fact("orders")
    reached = [name for name in orders if conversation.has(f"{name}: {call}")]
    if not reached:
        conversation.unless_noted("nobody acts")
    steps = [f"{name}: {call}" for name in reached] or [f"{next(iter(orders))}: {call}"]
    for name, step in zip(reached or orders, steps, strict=False):
        exchange, known = conversation.step(step), orders[name]
        if not exchange.succeeded:
            basket = f"{known['items']} items, {known['role']}, customer {known['customer']}"
            least = _smallest(conversation, call, exchange)
            message = f"{call} must accept an ordinary Order. Refused: {name} ({basket}); the smallest is shown."
            fail(message, at=least, expected="a success", got=outcome(least))


def _smallest(conversation: Reading, call: str, exchange: Exchange) -> Exchange:
    """Return the smallest refused message to the call that was found, else the one given."""
    step = f"{conversation.facts.get('smallest', {}).get(call)}: {call}"
    return conversation.step(step) if conversation.has(step) else exchange


@check("generated-payloads.baskets-quoted-at-c1", cites=("c1-001", "c1-015"), scenario=_SCENARIO)
def test_baskets_quoted_at_c1(conversation: Reading) -> None:
    """C1 quotes ordinary baskets of every size, order and composition.

    At least 25 baskets are generated from the seed of the run: 1 to 10 items, repeated or not, with consecutive,
    shuffled or gapped positions, for brokers in each declared role. The responses are judged like those of every
    C1. Pass: all are quoted. Fail: one is refused. Not testable: none was sent.
    """
    _taken(conversation, "C1")


@check("generated-payloads.baskets-quoted-at-c2", cites=("c2-001", "c2-005", "det-001"), scenario=_SCENARIO)
def test_baskets_quoted_at_c2(conversation: Reading) -> None:
    """C2 quotes ordinary baskets for customers with any optional properties, named in any script.

    Pass: all that C1 accepted are quoted. Fail: one is refused. Not testable: none was sent.
    """
    _taken(conversation, "C2")


@check("generated-payloads.baskets-booked", cites=("b-001", "b-009"), scenario=_SCENARIO)
def test_baskets_booked(conversation: Reading) -> None:
    """B books generated baskets that were quoted.

    The first five are booked and deleted. Pass: B succeeds with each. Fail: one is refused. Not testable: none was
    quoted.
    """
    _taken(conversation, "B")
