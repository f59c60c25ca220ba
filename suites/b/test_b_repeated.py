"""The same Order UUID at B again."""

from booking_conformance.check import answered, check, fail, not_shown, not_testable, outcome, refused, require
from booking_conformance.check.comparison import CAPACITIES, agree, difference, items, pairs
from booking_conformance.check.spaces import require_left
from booking_conformance.check.verify import Rows
from booking_conformance.recording import Exchange, Reading

_TURNED_ROUND = "B again, items turned round"
_EXISTS = frozenset({"OrderAlreadyExistsError"})


def item_ids(exchange: Exchange) -> list[str]:
    """Return the @id of the OrderItems of a response, sorted; not-testable when none has one."""
    found = sorted(item["@id"].text or "" for item in items(exchange))
    if not any(found):
        not_testable("The response contains no @id of an OrderItem", at=exchange)
    return found


def _places(conversation: Reading, observed: str, identifier: str, taken: int, *, requirement: Rows = ()) -> None:
    """Fail unless the open feed, after the sentinel, shows that this many spaces of an opportunity are taken.

    One whose capacity is not stated shows nothing.
    """
    known = conversation.fact("opportunities")[identifier]
    if known["capacity"] is None:
        return
    message = f"Exactly {taken} spaces must be taken."
    require_left(conversation, observed, known, known["capacity"] - taken, message, requirement=requirement)


def _first(conversation: Reading) -> tuple[str, int]:
    """Return the opportunity booked first, and how many spaces of it."""
    sent = [item["orderedItem"].id or "" for item in conversation.success("C2").sent["orderedItem"].each()]
    return sent[0], sent.count(sent[0])


@check("b.is-idempotent", cites=("b-010", "med-012"), scenario="booking")
def test_b_is_idempotent(conversation: Reading) -> None:
    """A repeated B returns the same Order and books nothing more, also with its items in another order.

    Pass: it succeeds, the Order and its items are as they were (spaces left may differ), and no more spaces are
    taken. Fail: any of these does not hold. Not testable: the first B failed. Info: another number of spaces is
    left, but others may book.
    """
    first = conversation.success("B")
    for step in ("B again", *filter(conversation.has, [_TURNED_ROUND])):
        again = conversation.step(step)
        require(again.succeeded, "A repeated B must succeed.", at=again, expected="the same Order")
        _same_answer(again, first)
    if not conversation.observation("capacity after B").seen:
        not_shown("The open feed did not show that the first B took its spaces.")
    _places(conversation, "capacity after B again", *_first(conversation))


def _same_answer(again: Exchange, first: Exchange) -> None:
    here, there = again.answer["@id"], first.answer["@id"]
    require(here.plain() == there.plain(), "B returned a different Order.", at=here, expected=there.plain())
    items_again, known = again.answer["orderedItem"], item_ids(first)
    require(item_ids(again) == known, "The OrderItems have different @ids.", at=items_again, expected=known)
    message = "The repeated B returned something different from the first."
    for later, earlier in pairs(again, first, requirement="b-010"):
        agree(later, earlier, message, CAPACITIES, shared_only=True, requirement="b-010")
    agree(again.answer, first.answer, message, ("orderedItem",), shared_only=True, requirement="b-010")


@check("b.refuses-other-items", cites=("b-011", "err-018"), scenario="other-content")
def test_b_refuses_other_items(conversation: Reading) -> None:
    """B with other items under the Order UUID of an existing Order is refused.

    Pass: OrderAlreadyExistsError. Fail: it succeeds, or is refused with another error.
    """
    conversation.success("B")
    refused(conversation.step("B with other items"), _EXISTS)


@check("b.refuses-other-customer", cites=("b-011", "err-018"), scenario="other-content")
def test_b_refuses_other_customer(conversation: Reading) -> None:
    """B with another customer under the Order UUID of an existing Order is refused.

    Pass: OrderAlreadyExistsError. Fail: it succeeds, or is refused with another error.
    """
    conversation.success("B")
    if conversation.step("B with other items").succeeded:
        not_testable("The Order had already been replaced", at=conversation.step("B with other items"))
    refused(conversation.step("B with another customer"), _EXISTS)


@check("b.refusal-changes-nothing", cites=("b-011",), scenario="other-content")
def test_b_refusal_changes_nothing(conversation: Reading) -> None:
    """A refusal with OrderAlreadyExistsError leaves the Order as it was.

    Pass: Order Status returns the same items and customer as B, or without Order Status a repeat of B the same items;
    its space stays taken, and no other is taken. Fail: they differ, or the repeat is refused. Not testable: nothing was
    refused. Info: another number of spaces is left, but others may book.
    """
    booked = conversation.success("B")
    for step in ("B with other items", "B with another customer"):
        if not conversation.step(step).refused:
            not_testable(f"{step} was not refused", at=conversation.step(step))
    if conversation.has("status afterwards"):
        _unchanged(booked, conversation.step("status afterwards"))
    else:
        again, message = conversation.step("B as before"), "What was booked must be there as before."
        require(again.succeeded, message, at=again, expected="200 or 201", got=outcome(again))
        require(item_ids(again) == item_ids(booked), message, at=again.answer["orderedItem"], expected=item_ids(booked))
    _places(conversation, "capacity of booked", conversation.fact("booked"), 1)
    _places(conversation, "capacity of other", conversation.fact("other"), 0)


def _unchanged(booked: Exchange, status: Exchange) -> None:
    if not status.succeeded:
        fail("The Order no longer exists.", at=status)
    require(
        item_ids(status) == item_ids(booked),
        "The items of the Order have changed.",
        at=status.answer["orderedItem"],
        expected=item_ids(booked),
    )
    here, there = status.answer["customer"], booked.answer["customer"]
    require(difference(here, there) is None, "The customer of the Order has changed.", at=here)


@check("b.books-once-when-sent-twice", cites=("b-010", "b-018"), scenario="same-order-twice")
def test_b_books_once_when_sent_twice(conversation: Reading) -> None:
    """The same B sent twice at once creates one Order.

    Pass: at least one succeeds, both return the same items if both do, and the spaces are taken once. Fail: they
    return different items, neither succeeds, or more spaces are taken. Info: another number of spaces is left, but
    others may book.
    """
    both = [conversation.step("first B"), conversation.step("second B")]
    succeeded = [one for one in both if one.succeeded]
    require(bool(succeeded), "At least one of two identical B requests must succeed.", at=both[0], requirement="b-010")
    ids = [item_ids(one) for one in succeeded]
    require(
        ids[0] == ids[-1],
        "The two responses contain different items.",
        at=succeeded[-1].answer["orderedItem"],
        expected=ids[0],
        requirement="b-010",
    )
    _places(conversation, "capacity after both", *_first(conversation), requirement=("b-010", "b-018"))


@check("b.repeat-needs-no-space", cites=("b-010",), scenario="overtaken")
def test_repeat_needs_no_space(conversation: Reading) -> None:
    """B that is repeated succeeds, too, when the Order has taken the last space.

    Pass: 200 or 201. Fail: it is refused. Not testable: the last space could not be booked.
    """
    conversation.success("rival B")
    message = "A repeated B must return the Order, which has its spaces already."
    answered(conversation.step("rival B again"), {200, 201}, message)
