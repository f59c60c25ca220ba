"""What Order Deletion returns, and what remains under the Order UUID."""

from booking_conformance.check import answered, beyond, check, not_testable, outcome, refused, require
from booking_conformance.check.absence import says_as_much
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.recording import Document, Reading

UNKNOWN_ORDER = {"NotFoundError", "UnknownOrderError"}


_TO_SEE = "Declare order-status, or a Test Interface that creates the opportunities."


@check("order-deletion.answers-204", cites=("od-001", "od-002"), scenario="order-deletion")
def test_answers_204(conversation: Reading) -> None:
    """Order Deletion returns 204, whether or not the Order is in the Orders feed.

    Pass: both deletions return 204. Fail: one returns another status.
    """
    for name in ("delete", "other delete"):
        answered(conversation.step(name), {204}, "Order Deletion must return 204 for an existing Order.")


@check("order-deletion.repeat-changes-nothing", cites=("od-012", "err-055"), scenario="order-deletion")
def test_repeat_changes_nothing(conversation: Reading) -> None:
    """A second deletion leaves the Order deleted.

    Pass: it returns 204, 404 or 410 (open reading 2), Order Status responds as it did after the first, by 404 or 410,
    and the Orders feed still shows the Order as deleted; where there is no Order Status, a cancellation is refused.
    Fail: another status, 410 without GoneError, or the Order exists again. Not testable: Order Status, or the
    cancellation, returns a server error.
    """
    conversation.success("delete")
    again = conversation.step("delete again")
    answered(again, {204, 404, 410}, "A second deletion must leave the Order deleted.", requirement="od-012")
    if again.status == 410:
        refused(again, {"GoneError"}, "410 stands for GoneError.", requirement="err-055")
    if conversation.has("status after deletion"):
        before, after = conversation.step("status after deletion"), conversation.step("status after repeat")
        failed = next((status for status in (before, after) if status.status >= 500), None)
        if failed is not None:
            not_testable("Order Status does not say whether the Order exists", at=failed)
        require(
            says_as_much(after, before),
            "A second deletion must change nothing.",
            at=after,
            expected=outcome(before),
            got=outcome(after),
            requirement="od-012",
        )
    in_feed = conversation.has("other delete") and "not in feed" not in conversation.facts
    if in_feed and conversation.observation("deleted in feed").seen:
        last = conversation.observation("feed at last")
        require(
            last.item["state"].text == "deleted",
            "The Orders feed must still show the Order as deleted.",
            at=last.item["state"],
            expected="deleted",
        )
    if conversation.has("cancellation after repeat"):
        cancelled = conversation.step("cancellation after repeat")
        if cancelled.response is None or cancelled.status >= 500:
            not_testable("The cancellation does not say whether the Order exists", at=cancelled)
        message = "An Order that was deleted twice must not be there to be cancelled."
        require(not cancelled.succeeded, message, at=cancelled, expected="a refusal", got=outcome(cancelled))


@check("order-deletion.unknown-answers-404", cites=("od-003",), scenario="order-deletion")
def test_unknown_answers_404(conversation: Reading) -> None:
    """Deleting an Order that does not exist returns 404.

    Pass: for an Order UUID that was never used it returns 404. Fail: any other status.
    """
    answered(
        conversation.step("unknown delete"), {404}, "The deletion of an Order that does not exist must return 404."
    )


@check("order-deletion.unknown-names-error", cites=("od-004",), scenario="order-deletion")
def test_unknown_names_error(conversation: Reading) -> None:
    """The 404 for an Order that does not exist is NotFoundError or UnknownOrderError.

    Pass: the body has one of the two as its @type (open reading 3). Warn: another type, or none. Not testable: the
    response was not 404.
    """
    exchange = conversation.step("unknown delete")
    if exchange.status != 404:
        not_testable("The deletion of an unknown Order did not return 404.", at=exchange)
    require(
        exchange.error_type in UNKNOWN_ORDER,
        "The error should say that the Order does not exist.",
        at=exchange,
        expected=" or ".join(sorted(UNKNOWN_ORDER)),
        got=outcome(exchange),
    )


@check("order-deletion.order-status-refuses", cites=("od-009",), scenario="order-deletion", feature="order-status")
def test_order_status_refuses(conversation: Reading) -> None:
    """Order Status does not return a deleted Order.

    Pass: it returns 404 or 410. Fail: any other status. Not testable: the deletion failed.
    """
    conversation.success("delete")
    answered(conversation.step("status after deletion"), {404, 410}, "A deleted Order must no longer be returned.")


@check("order-deletion.leaves-other-orders", cites=("b-002", "od-011"), scenario="order-deletion")
def test_leaves_other_orders(conversation: Reading) -> None:
    """Deleting one Order leaves another for the same opportunity alone.

    Pass: Order Status, where declared, shows the same items of the other Order as before, the open feed shows its
    space as taken, and it can still be deleted. Fail: any of these does not hold. Not testable: the first deletion
    failed. Not run: there is no Order Status, and others may book the opportunity.
    """
    conversation.success("delete")
    still_taken = _space_still_taken(conversation)
    if conversation.has("other status before"):
        before, after = conversation.success("other status before"), conversation.step("other status after")
        message = "The other Order must still exist."
        require(after.succeeded, message, at=after, expected="200", got=outcome(after), requirement="b-002")
        states = [_statuses(exchange.answer.find("orderedItem[*].orderItemStatus")) for exchange in (before, after)]
        require(
            bool(states[0]) and states[0] == states[1],
            "The items of the other Order must not change.",
            at=after,
            expected=states[0],
            got=states[1],
            requirement="b-002",
        )
    elif not still_taken:
        beyond("Nothing shows the other Order.", remedy=_TO_SEE)
    own = conversation.step("other delete")
    message = "The other Order must still exist."
    require(own.succeeded, message, at=own, expected="204", got=outcome(own), requirement="b-002")


def _space_still_taken(conversation: Reading) -> bool:
    """Fail if the open feed shows more spaces than the deletion freed; return whether that can be judged."""
    shared = conversation.fact("opportunities")[conversation.fact("shared")]
    before, after = conversation.observation("capacity before"), conversation.observation("capacity after")
    if not shared["exclusive"] or shared["capacity"] is None or not before.seen:
        return False
    expected = shared["capacity"] - 1
    left = capacity_of(shared["type"], after.item["data"].plain())
    message = "The space of the other Order must still be taken."
    require(left is not None and left <= expected, message, at=after.item["data"], expected=expected, got=left)
    return True


def _statuses(places: list[Document]) -> list[str]:
    return sorted(place.text or "" for place in places)
