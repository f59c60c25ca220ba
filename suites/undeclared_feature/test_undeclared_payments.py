"""A declaration is complete: ways to pay that are declared to be absent are not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, not_applicable, require

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

_CITES, _SCENARIO = ("dec-002",), "shown-payments"


def _quote(conversation: Reading, feature: str) -> Exchange:
    """Return the answer to C1 in a way to pay; not applicable unless the feature is declared to be false."""
    if feature not in conversation.fact("denied"):
        not_applicable(f"The feature {feature} is not declared to be false.")
    conversation.success("C1")
    return conversation.step(f"C1 with {feature}")


def _require_absent(feature: str, quote: Exchange, *, shown: bool) -> None:
    message = f"The feature {feature} is declared to be false, but appears here."
    require(not shown, message, at=quote, expected=f"features.{feature} = true, or no sign of the feature")


@check("undeclared-feature.dynamic-payment", cites=_CITES, scenario=_SCENARIO)
def test_dynamic_payment(conversation: Reading) -> None:
    """If dynamic-payment is declared to be false, C1 does not take a DynamicPayment.

    Pass: it is refused, or the quote has no DynamicPayment. Warn: C1 returns a quote without prices for one. Not
    applicable: the configuration declares the feature, or does not mention it.
    """
    quote = _quote(conversation, "dynamic-payment")
    taken = quote.answer["payment"].type == "DynamicPayment" and not quote.answer["totalPaymentDue"]
    _require_absent("dynamic-payment", quote, shown=quote.succeeded and taken)


@check("undeclared-feature.offer-override", cites=_CITES, scenario=_SCENARIO)
def test_offer_override(conversation: Reading) -> None:
    """If offer-override is declared to be false, C1 does not take an OfferOverride.

    Pass: it is refused, or the quote has none. Warn: C1 returns a quote with one. Not applicable: the configuration
    declares the feature, or does not mention it.
    """
    quote = _quote(conversation, "offer-override")
    offers = [item["acceptedOffer"].type for item in quote.answer["orderedItem"].each()]
    _require_absent("offer-override", quote, shown=quote.succeeded and "OfferOverride" in offers)


@check("undeclared-feature.payment-reconciliation", cites=_CITES, scenario=_SCENARIO)
def test_payment_reconciliation(conversation: Reading) -> None:
    """If payment-reconciliation is declared to be false, no payment details are refused as not valid for it.

    Pass: C1 with an unknown accountId is not refused with InvalidPaymentDetailsError. Warn: it is. Not applicable: the
    configuration declares the feature, or does not mention it.
    """
    quote = _quote(conversation, "payment-reconciliation")
    shown = quote.error_type == "InvalidPaymentDetailsError"
    _require_absent("payment-reconciliation", quote, shown=shown)
