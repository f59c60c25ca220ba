"""The Order UUID after OrderQuote Deletion."""

from booking_conformance.check import check, outcome, require
from booking_conformance.recording import Reading


@check("order-quote-deletion.uuid-can-be-quoted-again", cites=("qd-008",), scenario="quote-deletion")
def test_uuid_can_be_quoted_again(conversation: Reading) -> None:
    """An Order UUID whose quote was deleted can be used again, at C1, C2 and B.

    Pass: C1, C2 (both in the first flow only) and then B (P where approval is needed) succeed. Fail: one is refused.
    Not testable: the first C2 was refused.
    """
    conversation.success("C2")
    conversation.step("delete quote")
    last = "P" if conversation.values["flow"] == "approval" else "B"
    quotes = ("C1 after deletion", "C2 after deletion") if conversation.has("C1") else ()
    for name in (*quotes, last):
        exchange = conversation.step(name)
        require(
            exchange.succeeded,
            "It must be possible to use the Order UUID of a deleted quote again.",
            at=exchange,
            expected="success",
            got=outcome(exchange),
        )
