"""An Order UUID belongs to the booking partner that uses it."""

from booking_conformance.check import answered, check, not_testable, outcome, require
from booking_conformance.openactive.answers import reports_item_errors
from booking_conformance.recording import Reading
from booking_conformance.suites.access_control.isolation import items
from booking_conformance.suites.access_control.own_proof import TOUCHED, require_not_deleted

_SHARED = "one-uuid-of-two-partners"


@check("access-control.uuids-are-scoped-to-partners", cites=("auth-006",), scenario=_SHARED)
def test_uuids_are_scoped_to_partners(conversation: Reading) -> None:
    """Two booking partners can each have an Order under the same Order UUID.

    Pass: C1, C2 and B of the second partner succeed under the first one's UUID, with its own item. Fail: one of
    them is refused, or returns another item.
    """
    conversation.success("B")
    message = "An Order UUID that another booking partner has used must be available to this one."
    for step in ("other C1", "other C2", "other B"):
        made = conversation.step(step)
        require(made.succeeded, message, at=made, expected="success", got=outcome(made))
    named = [item["orderedItem"].id for item in items(conversation.step("other B"))]
    expected = [conversation.fact("theirs")]
    require(
        named == expected,
        "B must book what its own request lists.",
        at=conversation.step("other B").answer["orderedItem"],
        expected=expected,
        got=named,
    )


@check("access-control.orders-of-one-uuid-are-independent", cites=("auth-004", "auth-006"), scenario=_SHARED)
def test_orders_of_one_uuid_are_independent(conversation: Reading) -> None:
    """Two partners' Orders with the same Order UUID do not affect each other.

    Pass: each partner's Order Status returns its own Order, even after the other was deleted; without Order Status,
    the first can cancel its own, and its space was still taken. Fail: it is not so. Not testable: there was only one
    Order.
    """
    conversation.success("other B")
    conversation.success("other delete")
    if not conversation.has("status"):
        require_not_deleted(conversation, "mine")
        return
    for step, whose in (("status", "mine"), ("other status", "theirs"), ("status after deletion", "mine")):
        status = conversation.step(step)
        require(status.succeeded, TOUCHED, at=status, expected="the Order", got=outcome(status))
        named = [item["orderedItem"].id for item in items(status)]
        expected = [conversation.fact(whose)]
        require(named == expected, TOUCHED, at=status.answer["orderedItem"], expected=expected, got=named)


@check("access-control.deleted-order-is-gone", cites=("od-009",), scenario="orders-feeds-of-two-partners",
       feature="order-status")  # fmt: skip
def test_deleted_order_is_gone(conversation: Reading) -> None:
    """Order Status does not return an Order that the second booking partner has deleted, either.

    Pass: it returns 404 or 410. Fail: any other status. Not testable: the deletion failed.
    """
    conversation.success("other delete")
    answered(
        conversation.step("other status after deletion"), {404, 410}, "A deleted Order must no longer be returned."
    )


@check("access-control.deleted-uuid-open-to-others", cites=("auth-006",), scenario="orders-feeds-of-two-partners")
def test_deleted_uuid_open_to_others(conversation: Reading) -> None:
    """The Order UUID of an Order that one booking partner has deleted is not taken for another.

    Pass: C1 of the other partner succeeds under it. Fail: it is refused, other than for its item. Not testable: the
    Order was not deleted, or the item cannot be quoted.
    """
    conversation.success("delete")
    made = conversation.step("other's reuse C1")
    if reports_item_errors(made):
        not_testable("C1 was refused for its item", at=made)
    message = "An Order UUID that another booking partner has used must be available to this one."
    require(made.succeeded, message, at=made, expected="success", got=outcome(made))
