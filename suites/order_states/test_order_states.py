"""Calls that come too early, too late, or after an end (``schemas/order_states.yaml``)."""

from collections.abc import Iterator

from booking_conformance.check import check, each, equal, not_applicable, not_testable, outcome, require
from booking_conformance.check.absence import says_as_much
from booking_conformance.check.refusals import all_refused
from booking_conformance.recording import Document, Exchange, Reading
from booking_conformance.specification.order_states import REFUSED, SUCCEEDS, acted

_SCENARIO = "order-states"
_THEN = "then "
_STATING = ("orderNumber", "orderProposalStatus")
_UNCHANGED = "A call that has no place in a state must not change it."


def _answers(conversation: Reading, wanted: str) -> Iterator[tuple[Exchange, str]]:
    """Yield the answers to the calls of this state of which an outcome is expected, each with the row that says so."""
    state = conversation.values["state"]
    rows = {name: expected.because for name, expected in acted(state).items() if expected.outcome == wanted}
    if not rows:
        not_applicable("No such call is made in this state.")
    for name, row in rows.items():
        if conversation.has(f"{_THEN}{name}"):
            yield conversation.step(f"{_THEN}{name}"), row


@check(
    "order-states.calls-succeed",
    cites=("b-007", "b-010", "lease-011", "od-002", "p-013", "qd-002", "st-001"),
    scenario=_SCENARIO,
)
def test_calls_succeed(conversation: Reading) -> None:
    """Calls that are allowed in every state of an Order UUID, or in its present one, succeed.

    OrderQuote Deletion succeeds whatever there is, P can be repeated when the proposal was accepted, a quote whose
    lease has ended, or which was deleted, can be made or booked again, and an Order that the Seller cancelled can be
    read, booked once more without effect, and deleted. Pass: each succeeds. Fail: one is refused. What
    the specification leaves open is not judged.
    """
    for exchange, row in each(_answers(conversation, SUCCEEDS), "No such call was made in this state."):
        message = f"{exchange.call} must succeed for an Order UUID that is {_shown(conversation)}."
        require(exchange.succeeded, message, at=exchange, expected="success", got=outcome(exchange), requirement=row)


@check("order-states.calls-are-refused", cites=("b-011", "err-049", "err-055", "od-003", "p-013"), scenario=_SCENARIO)
def test_calls_are_refused(conversation: Reading) -> None:
    """Calls that need an Order or OrderProposal are refused if it does not exist, was deleted, or has other content.

    They are Order Deletion, Order Cancellation, OrderProposal Update and Order Status; and B and P with other items or
    another customer, once an item was cancelled or the proposal accepted. Pass: each is refused, whatever
    the error. Fail: one succeeds.
    """
    told = f"must be refused for an Order UUID that is {_shown(conversation)}."
    asked = ((exchange, f"{exchange.call} {told}", row) for exchange, row in _answers(conversation, REFUSED))
    all_refused(asked, "No such call was made in this state.")


def _shown(conversation: Reading) -> str:
    return conversation.values["state"].replace("-", " ")


@check("order-states.refusals-change-nothing", cites=("b-010", "notif-001", "p-032", "p-038"), scenario=_SCENARIO)
def test_refusals_change_nothing(conversation: Reading) -> None:
    """Calls that are not allowed in a state leave it unchanged.

    An OrderProposal that was rejected stays so when the customer rejects it, one that was accepted can still be booked,
    what the Seller cancelled stays so when the customer cancels it, whatever the answer, a repeated B with another
    `orderNumber` does not renumber the Order, and P does not make a proposal of one. Pass: Order Status, where
    declared, and the feed of proposals show afterwards what they showed before. Fail: something was changed. Not
    applicable: neither shows anything in this state.
    """
    conversation.steps(_THEN)
    judged = [
        _require_same_status(conversation),
        _require_still_rejected(conversation),
        _require_bookable(conversation),
    ]
    if not any(judged):
        not_applicable("Nothing shows this state.")


def _require_same_status(conversation: Reading) -> bool:
    if not conversation.has("status before"):
        return False
    before, after = conversation.step("status before"), conversation.step("status afterwards")
    if before.status >= 500 or after.status >= 500:
        not_testable("Order Status does not say what there is", at=after)
    # A quote may be forgotten at any moment, when its lease ends.
    if before.answer.type == "OrderQuote":
        return False
    require(says_as_much(after, before), _UNCHANGED, at=after, expected=outcome(before), got=outcome(after))
    for name in _STATING:
        if not (name == "orderProposalStatus" and _may_be_accepted(conversation, before.answer, after.answer)):
            equal(after.answer[name], before.answer[name].plain(), _UNCHANGED)
    expected, got = _statuses(before.answer), _statuses(after.answer)
    rows = "notif-001" if conversation.values["state"] == "seller-cancelled" else ()
    require(got == expected, _UNCHANGED, at=after, expected=expected, got=got, requirement=rows)
    return bool(expected) or any(before.answer[name] for name in _STATING)


def _may_be_accepted(conversation: Reading, before: Document, after: Document) -> bool:
    """Return whether a proposal was accepted meanwhile, by a Seller who does so unasked."""
    waiting, now = (str(order["orderProposalStatus"].plain()) for order in (before, after))
    unasked = conversation.facts.get("accepted unasked", False)
    return unasked and "AwaitingSellerConfirmation" in waiting and "SellerAccepted" in now


def _statuses(order: Document) -> list[str]:
    return sorted(place.text or "" for place in order.find("orderedItem[*].orderItemStatus"))


def _require_still_rejected(conversation: Reading) -> bool:
    if not conversation.values["state"].endswith("-rejected"):
        return False
    seen = conversation.observation("feed afterwards")
    if not conversation.observation("feed before").seen:
        return False
    status = seen.item["data"]["orderProposalStatus"]
    still = seen.awaited in str(status.plain())
    require(still, _UNCHANGED, at=status, expected=seen.awaited, got=status.plain(), requirement="p-038")
    return True


def _require_bookable(conversation: Reading) -> bool:
    if conversation.values["state"] != "accepted":
        return False
    booked = conversation.step("B at last")
    require(booked.succeeded, _UNCHANGED, at=booked, expected="success", got=outcome(booked), requirement="p-032")
    return True
