"""What C1 returns: a quote, or an error that says why there is none."""

from booking_conformance.check import answered, check, present, require
from booking_conformance.check.comparison import bought, items, wanted
from booking_conformance.openactive.opportunities.opportunity_types import sign_of_expansion
from booking_conformance.recording import Reading


@check("c1.confirms", cites=("c1-001", "c1-002", "c1-003", "c1-004", "mdl-042"), scenario="booking")
def test_c1_confirms(conversation: Reading) -> None:
    """C1 confirms price and availability of every item without a customer or a total in the request.

    Pass: 200 with an OrderQuote that lists every requested item, its opportunity and offer expanded, and
    totalPaymentDue. Fail: another status, a missing or extra item, a bare reference, or no total.
    """
    exchange = conversation.step("C1")
    answered(exchange, {200}, "C1 must return a quote for what can be booked.", requirement=("c1-001", "c1-002"))
    kind, message = exchange.answer["@type"], "C1 must return an OrderQuote."
    require(exchange.answer.type == "OrderQuote", message, at=kind, requirement="c1-002")
    listed = items(exchange, requirement="c1-004")
    require(
        sorted(map(bought, listed)) == wanted(exchange),
        "C1 must list every requested item.",
        at=exchange.answer["orderedItem"],
        expected=wanted(exchange),
        requirement="c1-004",
    )
    for item in listed:
        present(sign_of_expansion(item["orderedItem"]), "The opportunity is not expanded.", requirement="c1-004")
        present(item["acceptedOffer"]["price"], "The offer is not expanded.", requirement="c1-004")
    present(exchange.answer["totalPaymentDue"]["price"], requirement="c1-003")


@check("c1.takes-every-uuid", cites=("c1-001",), scenario="uuid-versions")
def test_c1_takes_every_uuid(conversation: Reading) -> None:
    """An Order UUID can be of any version that RFC 4122 defines.

    Pass: C1 returns a quote under a UUID of version 1 and one of version 5. Fail: one is refused.
    """
    for version in (1, 5):
        quote = conversation.step(f"C1 with version {version}")
        message = f"A UUID of version {version} must be accepted as the Order UUID."
        require(quote.succeeded, message, at=quote, expected="a quote")


@check("c1.ignores-or-refuses-misplaced", cites=("c1-015",), scenario="misplaced-data")
def test_c1_ignores_or_refuses_misplaced(conversation: Reading) -> None:
    """C1 returns a quote or an OpenBookingError even when it is sent data that belongs to C2 and B.

    Pass: an OrderQuote, or a refusal with an OpenBookingError (open reading 20). Fail: anything else. The checks
    named c1.omits-… judge what such a quote must omit.
    """
    exchange = conversation.step("C1 with misplaced data")
    require(exchange.succeeded or exchange.refused, "C1 must return a quote or an error.", at=exchange)
    kind = exchange.answer.type or ""
    fits = kind == "OrderQuote" if exchange.succeeded else kind.endswith("Error") or kind == "OrderQuote"
    require(fits, "C1 must return an OrderQuote or an OpenBookingError.", at=exchange, got=f"{exchange.status} {kind}")
