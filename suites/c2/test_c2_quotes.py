"""What C2 returns, and how it agrees with C1."""

from booking_conformance.check import answered, check, equal, present, require
from booking_conformance.check.comparison import CAPACITIES, ITEM_PARTS, TOTALS, agree, bought, items, pairs, wanted
from booking_conformance.recording import Reading


@check("c2.quotes", cites=("c2-001", "c2-002", "mdl-042"), scenario="booking")
def test_c2_quotes(conversation: Reading) -> None:
    """C2 with a customer, and without a total in the request, quotes every item that can be booked.

    Pass: 200 with an OrderQuote that lists every requested item and states totalPaymentDue. Fail: another status,
    another @type, a missing or extra item, or no total.
    """
    exchange = conversation.step("C2")
    answered(exchange, {200}, "C2 must return a quote for what can be booked.")
    kind, message = exchange.answer["@type"], "C2 must return an OrderQuote."
    require(exchange.answer.type == "OrderQuote", message, at=kind, requirement="c2-002")
    require(
        sorted(map(bought, items(exchange, requirement="c2-002"))) == wanted(exchange),
        "C2 must list every requested item.",
        at=exchange.answer["orderedItem"],
        expected=wanted(exchange),
        requirement="c2-002",
    )
    present(exchange.answer["totalPaymentDue"]["price"], requirement="c2-002")


@check("c2.reflects-customer", cites=("mdl-007", "c2-006", "priv-001"), scenario="booking")
def test_c2_reflects_customer(conversation: Reading) -> None:
    """C2 returns the customer as it was sent.

    Pass: the customer of the response equals that of the request. Fail: it is missing, altered or added to.
    """
    exchange = conversation.success("C2")
    sent = exchange.sent["customer"]
    require(bool(sent), "The C2 request has no customer.", at=exchange)
    got = exchange.answer["customer"]
    present(got, "The customer must be returned.", requirement=("mdl-007", "c2-006"))
    equal(got, sent.plain(), "The customer must be returned as it was sent.", requirement="priv-001")


@check("c2.equals-c1", cites=("c1-011", "c2-006"), scenario="booking")
def test_c2_equals_c1(conversation: Reading) -> None:
    """C1 and C2 quote the same for the same basket.

    Pass: items, opportunities, offers, tax and totals are equal; the spaces left may differ, and so may what only
    C2 may return. Fail: one of them differs.
    """
    c1, c2 = conversation.success("C1"), conversation.success("C2")
    for here, there in pairs(c2, c1):
        for part in ITEM_PARTS:
            agree(here[part], there[part], f"C2 returned a different {part} from C1.", CAPACITIES)
    for part in TOTALS:
        agree(c2.answer[part], c1.answer[part], f"C2 returned a different {part} from C1.")
