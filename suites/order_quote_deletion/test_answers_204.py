"""OrderQuote Deletion returns 204, whatever exists under the Order UUID."""

from booking_conformance.check import answered, check
from booking_conformance.recording import Reading

_RULE = "OrderQuote Deletion must return 204 in every case."


@check("order-quote-deletion.answers-204", cites=("qd-001", "qd-002"), scenario="quote-deletion")
def test_answers_204(conversation: Reading) -> None:
    """OrderQuote Deletion returns 204, with or without a lease.

    Pass: after C1 and C2 it returns 204. Fail: any other status.
    """
    conversation.success("C2")
    answered(conversation.step("delete quote"), {204}, _RULE)


@check("order-quote-deletion.repeat-answers-204", cites=("qd-002", "qd-006"), scenario="quotes-only")
def test_repeat_answers_204(conversation: Reading) -> None:
    """OrderQuote Deletion of a deleted quote returns 204.

    Pass: the repeated call returns 204. Fail: any other status.
    """
    answered(conversation.step("only delete quote again"), {204}, _RULE)


@check("order-quote-deletion.unknown-answers-204", cites=("qd-002",), scenario="quotes-only")
def test_unknown_answers_204(conversation: Reading) -> None:
    """OrderQuote Deletion of an Order UUID that was never used returns 204.

    Pass: it returns 204. Fail: any other status.
    """
    answered(conversation.step("unknown delete quote"), {204}, _RULE)


@check("order-quote-deletion.of-order-answers-204", cites=("qd-002",), scenario="quote-deletion")
def test_of_order_answers_204(conversation: Reading) -> None:
    """OrderQuote Deletion of a booked Order UUID returns 204.

    Pass: it returns 204. Fail: any other status.
    """
    answered(conversation.step("delete quote of Order"), {204}, _RULE)


@check("order-quote-deletion.of-another-answers-204", cites=("qd-002",), scenario="quote-deletion-by-another")
def test_of_another_answers_204(conversation: Reading) -> None:
    """OrderQuote Deletion of another booking partner's quote returns 204.

    Pass: it returns 204. Fail: any other status.
    """
    conversation.success("quote")
    answered(conversation.step("delete quote of another"), {204}, _RULE)
