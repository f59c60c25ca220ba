"""The Orders feed as a feed, and the items of the Orders in it."""

from booking_conformance.check import check, each, not_shown, require, verify
from booking_conformance.openactive.answers import orders_in
from booking_conformance.openactive.money import may_be_paid_dynamically
from booking_conformance.openactive.rpde import place_of
from booking_conformance.recording import Document, Exchange, History, Reading
from booking_conformance.suites.order_cancellation.items import items as items_of
from booking_conformance.suites.orders_feed.offers import require_offers

_NO_ENDPOINT = frozenset({404, 405, 410, 500, 501})


@check("orders-feed.is-there", cites=("of-001",), calls=("orders-feed",))
def test_is_there(exchange: Exchange, history: History) -> None:
    """The Orders feed answers a booking partner with a page.

    Pass: 200 with an object that has `items`. Fail: another page, or a status which says that there is no such endpoint
    or that it does not work. Refusals for want of credentials or time are not judged, nor is what is refused only from
    a position on.
    """
    if exchange.intent != "ordinary" or exchange.status not in _NO_ENDPOINT | {200}:
        verify.not_applicable("The feed was not asked for with credentials, or has no time.")
    if exchange.status != 200 and place_of(exchange.request.url) is not None:
        verify.not_applicable("The feed was asked for from a position.")
    verify.answered(exchange, {200}, "There is no Orders feed.")
    items = exchange.answer["items"]
    verify.require(isinstance(items.value, list), "The response is no page of a feed.", at=items, expected="a list")


@check("orders-feed.offer-and-opportunity-together", cites=("of-018", "of-019"),
       calls=("orders-feed", "order-proposals-feed"))  # fmt: skip
def test_offer_and_opportunity_together(exchange: Exchange, history: History) -> None:
    """The feeds include offer and opportunity for every OrderItem, or for none.

    Pass: all items on the page have `orderedItem` and `acceptedOffer`, or all lack both (open reading 28). Fail:
    some have one without the other, or only some items have them. An Order with a DynamicPayment has no offers and is
    not judged.
    """
    orders = [order for order in orders_in(exchange) if not may_be_paid_dynamically(order, exchange, history)]
    items = [item for order in orders for item in order["orderedItem"].each()]
    if not items:
        verify.not_applicable("The page has no OrderItem.")
    first = bool(items[0]["orderedItem"])
    for item in items:
        shown = (bool(item["orderedItem"]), bool(item["acceptedOffer"]))
        message = "The item does not include offer and opportunity in the same way as the others."
        verify.require(shown == (first, first), message, at=item, expected="both" if first else "neither")


@check("orders-feed.keeps-offer-as-booked", cites=("of-022",), scenario="offer-changed")
def test_keeps_offer_as_booked(conversation: Reading) -> None:
    """The Orders feed shows the offer as it was booked, though the Seller changes it in the open data.

    Pass: acceptedOffer of each OrderItem in the feed is that of B. Fail: it differs. Not testable: nobody could change
    the offer, or the Order did not appear in the feed afterwards. A feed that shows no offers is not judged.
    """
    order = conversation.success("B").answer
    conversation.success("change")
    require_offers(conversation, order, "feed")


@check("orders-feed.keeps-opportunity-as-booked", cites=("of-018", "of-026"), scenario="orders-feed")
def test_keeps_opportunity_as_booked(conversation: Reading) -> None:
    """Each OrderItem in the Orders feed is for the opportunity that it was booked for.

    Pass: orderedItem has the @id that B returned with the OrderItem; no Seller has replaced anything. Fail: it has
    another. Not applicable: the feed names no opportunities. Not testable: nothing was booked, or the Order did not
    appear in the feed.
    """
    booked = items_of(conversation.success("changed B").answer)
    seen = conversation.observation("changed first change in feed")
    if not seen.seen:
        not_shown("The Order did not appear in the Orders feed.")
    shown = items_of(seen.item["data"]).items()
    both = [(item["orderedItem"], booked[name]["orderedItem"].id) for name, item in shown if name in booked]
    named = [(place, expected) for place, expected in both if _name(place) and expected]
    for place, expected in each(named, "The Orders feed names no opportunity of an item that B returned."):
        message = "The OrderItem was booked for another opportunity."
        require(_name(place) == expected, message, at=place, expected=expected)


def _name(opportunity: Document) -> str | None:
    """Return the @id of an opportunity, which may be all that is said of it."""
    return opportunity.id or opportunity.text
