"""What an Order is, and answers, depends on what became of it, and on nothing else that was asked in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.check import check, not_applicable, outcome, require
from booking_conformance.check.spaces import beyond_without_capacity, require_left
from booking_conformance.openactive.order_life import BOOKED, DELETED, Life, ended, must_succeed, stated, states
from booking_conformance.suites.sequences.life import lives

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

_SCENARIO = "generated-lives"


@check(
    "sequences.calls-succeed",
    cites=("b-001", "b-010", "c1-001", "c2-001", "od-002", "qd-002", "st-001", "u-004"),
    scenario=_SCENARIO,
)
def test_calls_succeed(conversation: Reading) -> None:
    """Calls succeed as the state of their Order demands, whatever was called before.

    Generated sequences of about a dozen calls quote an Order of two items, delete the quote, book, repeat B, cancel
    items, read Order Status and delete the Order, in any order; another booking partner tries to change it. Pass:
    every call succeeds that must in that state. Fail: one does not. One that fails is acted again with calls left out,
    up to eight times, and the shortest is shown. What the specification leaves open, such as a quote for an Order that
    is booked, passes either way.
    """
    judged = 0
    for exchanges in lives(conversation).values():
        for exchange, life in states(exchanges):
            row = must_succeed(exchange, life)
            if row is None:
                continue
            judged += 1
            message = f"This call must succeed. The sequence: {_so_far(exchanges, exchange)}."
            require(exchange.succeeded, message, at=exchange, got=outcome(exchange), requirement=row)
    if not judged:
        not_applicable("No Order reached a call whose outcome the specification settles.")


def _so_far(exchanges: list[Exchange], last: Exchange) -> str:
    steps = [exchange.step.split(" ", 3)[-1] for exchange in exchanges[: exchanges.index(last) + 1]]
    return ", ".join(steps)


@check(
    "sequences.order-keeps-its-state", cites=("b-010", "qd-007", "u-003"), scenario=_SCENARIO, feature="order-status"
)
def test_order_keeps_its_state(conversation: Reading) -> None:
    """Order Status shows exactly the cancelled items as cancelled, whatever was called in between.

    Pass: it does in each of the generated sequences. Fail: an item that was cancelled is shown otherwise, or one that
    was not is shown as cancelled. The shortest such sequence is shown. Not applicable: Order Status states no
    orderItemStatus.
    """
    judged = 0
    for exchanges in lives(conversation).values():
        for exchange, life in states(exchanges):
            for status, cancelled, said in stated(exchange, life):
                judged += 1
                sequence = _so_far(exchanges, exchange)
                message = f"An OrderItem must keep the status that it was last given. The sequence: {sequence}."
                expected = "CustomerCancelled" if cancelled else "not cancelled"
                require(said is cancelled, message, at=status, expected=expected, got=status.text)
    if not judged:
        not_applicable("No Order Status of a booked Order stated an orderItemStatus.")


@check("sequences.spaces-add-up", cites=("b-010", "b-018", "qd-007"), scenario=_SCENARIO)
def test_spaces_add_up(conversation: Reading) -> None:
    """The open feed shows as many spaces taken as items are booked, whatever was called in between.

    Pass: after each of the generated sequences, the spaces left and those booked add up to what there was. Fail:
    they do not. The shortest such sequence is shown. Not run: no opportunity of this run states its capacity, or
    others may book it.
    """
    conversation.fact("sentinel")
    judged = 0
    for prefix, exchanges in lives(conversation).items():
        life = ended(exchanges)
        if life.state == BOOKED and prefix in conversation.facts:
            judged += _require_spaces(conversation, prefix, life, _so_far(exchanges, exchanges[-1]))
    if not judged:
        beyond_without_capacity()


def _require_spaces(conversation: Reading, prefix: str, life: Life, sequence: str) -> int:
    judged = 0
    for name, opportunity in _own(conversation, prefix).items():
        booked = [item for item, of in life.items.items() if of == opportunity["id"] and item not in life.cancelled]
        message = f"Spaces left and spaces booked must add up to the capacity. The sequence: {sequence}."
        left = opportunity["capacity"] - len(booked)
        require_left(conversation, f"{prefix}{name}", opportunity, left, message)
        judged += 1
    return judged


def _own(conversation: Reading, prefix: str) -> dict[str, Any]:
    """Return the opportunities of a life that state their capacity and that nobody else books."""
    known = conversation.fact("opportunities")
    found = {name: known[each] for name, each in zip(("first", "second"), conversation.fact(prefix), strict=True)}
    return {name: each for name, each in found.items() if each["exclusive"] and each["capacity"] is not None}


@check("sequences.deleted-in-feed", cites=("od-005",), scenario=_SCENARIO)
def test_deleted_in_feed(conversation: Reading) -> None:
    """The Orders feed shows no Order that was deleted, whatever was called before and whichever Seller it was for.

    Pass: when a later change has come through the feed, it shows none of the generated Orders with data whose items
    were cancelled and that then were deleted. Fail: it still shows one. Not applicable: none was both, or all were for
    the same opportunities.
    """
    conversation.passed("orders")
    judged = 0
    for prefix, exchanges in lives(conversation).items():
        deleted = ended(exchanges).state == DELETED or _deleted_at_last(conversation, prefix)
        seen = f"{prefix}feed at last"
        looked = any(observation.name == seen for observation in conversation.observations)
        if ended(exchanges).cancelled and deleted and looked:
            judged += 1
            data = conversation.observation(seen).item["data"]
            sequence = _so_far(exchanges, exchanges[-1])
            message = f"A deleted Order must be deleted in the Orders feed. The sequence: {sequence}."
            require(not data, message, at=data, expected="a deleted item")
    if not judged:
        not_applicable("No Order that the feed shows was deleted.")


def _deleted_at_last(conversation: Reading, prefix: str) -> bool:
    return conversation.has(f"{prefix}delete") and conversation.step(f"{prefix}delete").succeeded


@check("sequences.deletion-gives-all-back", cites=("od-011",), scenario=_SCENARIO)
def test_deletion_gives_all_back(conversation: Reading) -> None:
    """Deleting an Order frees exactly the spaces that it held, whatever was called before.

    Pass: once the Orders of the generated sequences are deleted, each opportunity has as many spaces left as before
    they were booked, whether or not items were cancelled in between. Fail: one has more or fewer. The shortest such
    sequence is shown. Not run: no opportunity of this run states its capacity, or others may book it.
    """
    conversation.fact("sentinel")
    judged = 0
    for prefix, exchanges in lives(conversation).items():
        if ended(exchanges).state in {BOOKED, DELETED} and prefix in conversation.facts:
            sequence = _so_far(exchanges, exchanges[-1])
            message = f"Deleting an Order must free its spaces exactly once. The sequence: {sequence}."
            for name, opportunity in _own(conversation, prefix).items():
                require_left(conversation, f"{prefix}{name} at last", opportunity, opportunity["capacity"], message)
                judged += 1
    if not judged:
        beyond_without_capacity()
