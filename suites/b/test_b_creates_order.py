"""B creates the Order."""

from booking_conformance.check import answered, check, require
from booking_conformance.check.spaces import require_spaces, spaces_before
from booking_conformance.recording import Reading


@check("b.succeeds", cites=("b-001", "b-002"), scenario="booking")
def test_b_succeeds(conversation: Reading) -> None:
    """B creates the Order and returns it.

    Pass: B returns 200 or 201 with an Order. Fail: any other status, or another @type.
    """
    exchange = conversation.step("B")
    answered(exchange, {200, 201}, "B must book what was just quoted.")
    kind, message = exchange.answer["@type"], "B must return an Order."
    require(exchange.answer.type == "Order", message, at=kind, expected="Order", requirement="b-002")


@check("b.takes-capacity", cites=("b-018", "pre-001", "p-013"), scenario="booking")
def test_b_takes_capacity(conversation: Reading) -> None:
    """After B the open feed shows fewer spaces, by as many as were booked, also where P was sent twice before.

    Pass: it did. Fail: it did not within `feed_timeout`. Not applicable: the feed states no capacity.
    """
    conversation.success("B")
    for opportunity in conversation.fact("opportunities").values():
        spaces_before(opportunity)
    seen = conversation.observation("capacity after B")
    message = f"The open feed did not show {seen.awaited}."
    require_spaces(seen, message)
