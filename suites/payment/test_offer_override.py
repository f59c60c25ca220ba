"""OfferOverride: the price that the Broker agreed with the Seller takes the place of the listed Offer."""

from booking_conformance.check import check, equal, not_applicable, refused, require
from booking_conformance.check.comparison import items
from booking_conformance.recording import Exchange, Reading

_SCENARIO = "offer-override"
_STEPS = ("C1", "C2", "B")


@check("payment.override-is-used", cites=("ovr-001",), scenario=_SCENARIO)
def test_override_is_used(conversation: Reading) -> None:
    """An OfferOverride takes the place of the listed Offer, in every brokerRole.

    Pass: C1, C2 and B (P where approval is needed) succeed, and acceptedOffer is the OfferOverride with its price.
    Fail: a call is refused, or returns another offer or price.
    """
    others = [f"{role} C1" for role in conversation.fact("roles")]
    for step in (*others, *_STEPS):
        exchange = conversation.step(step)
        require(exchange.succeeded, f"{step} with an OfferOverride must succeed.", at=exchange, expected="a success")
        _require_override(exchange)


def _require_override(exchange: Exchange) -> None:
    sent = exchange.sent["orderedItem"].each()[0]["acceptedOffer"]
    for item in items(exchange):
        offer = item["acceptedOffer"]
        equal(offer["@type"], "OfferOverride", "The OrderItem must have the OfferOverride as its acceptedOffer.")
        message = "The price must be that of the OfferOverride."
        require(offer["price"].decimal == sent["price"].decimal, message, at=offer, expected=sent["price"].plain())


@check("payment.override-needs-payment", cites=("ovr-005",), scenario=_SCENARIO)
def test_override_needs_payment(conversation: Reading) -> None:
    """An OfferOverride requires prepayment, whatever the listed Offer says.

    Pass: B (P where approval is needed) without a payment gets MissingPaymentDetailsError, and succeeds with one.
    Fail: anything else. Not testable: C2 failed.
    """
    conversation.success("C2")
    refused(conversation.step("B without payment"), {"MissingPaymentDetailsError"})
    booked = conversation.step("B")
    require(booked.succeeded, "With a payment, the call must succeed.", at=booked, expected="a success")


@check("payment.override-refused-without-prices", cites=("ovr-004",), scenario="override-of-free")
def test_override_is_refused_without_prices(conversation: Reading) -> None:
    """A booking system that has only free opportunities refuses an OfferOverride.

    Pass: C1, C2 and B (P where approval is needed) return an error. Fail: one of them succeeds. Not applicable: `paid`
    is not declared to be false.
    """
    if "paid" not in conversation.fact("denied"):
        not_applicable("The feature paid is not declared to be false.")
    for step in _STEPS:
        exchange = conversation.step(step)
        message = f"{step} with an OfferOverride must be refused where everything is free."
        require(exchange.status >= 400, message, at=exchange, expected="an error")
