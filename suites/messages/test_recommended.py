"""What a response to C1, C2, P or B should state about its offers."""

from booking_conformance.check import check, verify
from booking_conformance.openactive.answers import Kind, kind_of, orders_in
from booking_conformance.recording import Document, Exchange, History

_STEPS = ("C1", "C2", "P", "B")
_OF_OFFERS = ("name", "ageRestriction", "allowCustomerCancellationFullRefund")


def _answered(exchange: Exchange) -> list[Document]:
    found = orders_in(exchange) if kind_of(exchange) is Kind.SUCCESS else []
    if not found:
        verify.not_applicable("The response is no OrderQuote, OrderProposal or Order.")
    return found


@check("messages.offer-has-recommended", cites=("mdl-035", "mdl-002"), calls=_STEPS)
def test_offer_has_recommended(exchange: Exchange, history: History) -> None:
    """An accepted Offer has the recommended properties.

    Pass: each `acceptedOffer` has name, ageRestriction and allowCustomerCancellationFullRefund. Warn: one is missing.
    What a Broker prices itself (OfferOverride) is not judged.
    """
    offers = [item["acceptedOffer"] for order in _answered(exchange) for item in order["orderedItem"].each()]
    for offer in verify.each((o for o in offers if o.type == "Offer"), "The response has no Offer."):
        for name in _OF_OFFERS:
            verify.present(offer[name], f"The Offer has no {name}, which is recommended.")
