"""The OrderItems of the Orders in the feeds."""

from booking_conformance.check import check, verify
from booking_conformance.openactive.answers import orders_in
from booking_conformance.recording import Exchange, History


@check("orders-feed.offer-and-opportunity-together", cites=("of-019", "of-018"),
       calls=("orders-feed", "order-proposals-feed"))  # fmt: skip
def test_offer_and_opportunity_together(exchange: Exchange, history: History) -> None:
    """The feeds include offer and opportunity for every OrderItem, or for none.

    Pass: all items on the page have `orderedItem` and `acceptedOffer`, or all lack both (open reading 28). Fail:
    some have one without the other, or only some items have them.
    """
    items = [item for order in orders_in(exchange) for item in order["orderedItem"].each()]
    if not items:
        verify.not_applicable("The page has no OrderItem.")
    first = bool(items[0]["orderedItem"])
    for item in items:
        shown = (bool(item["orderedItem"]), bool(item["acceptedOffer"]))
        message = "The item does not include offer and opportunity in the same way as the others."
        verify.require(shown == (first, first), message, at=item, expected="both" if first else "neither")
