"""What the Orders feed shows when a Seller replaces an opportunity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, not_applicable, not_shown, not_testable, refused, require
from booking_conformance.openactive.opportunities.opportunity import prepayment_of
from booking_conformance.suites.order_cancellation.items import items
from booking_conformance.suites.orders_feed.offers import require_offers

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Reading

REPLACEMENT = "seller-replacement"


@check("notifications.replacement-shown-in-orders-feed", cites=("notif-005", "tst-016"), scenario=REPLACEMENT)
def test_shown_in_orders_feed(conversation: Reading) -> None:
    """When a Seller replaces an opportunity, the Orders feed shows the new orderedItem.

    Pass: the feed showed one with another @id. Fail: it did not within `feed_timeout`.
    Not testable: the Order was not booked.
    """
    conversation.success("Replacement")
    seen = conversation.observation("feed")
    require(seen.seen, "The Orders feed did not show the replacement.", at=seen.item["data"], expected=seen.awaited)


@check("notifications.replacement-keeps-order-item", cites=("notif-005", "of-024"), scenario=REPLACEMENT)
def test_keeps_order_item(conversation: Reading) -> None:
    """A replacement keeps the @id of the OrderItem.

    Pass: the OrderItems have the @ids from B. Fail: one has another. Not testable: the replacement did not appear.
    """
    before, after = _before_and_after(conversation)
    data = conversation.observation("feed").item["data"]
    require(
        sorted(before) == sorted(after),
        "The OrderItems are not those from B.",
        at=data["orderedItem"],
        expected=", ".join(sorted(before)),
    )


@check("notifications.replacement-costs-no-more", cites=("notif-006",), scenario=REPLACEMENT)
def test_costs_no_more(conversation: Reading) -> None:
    """A replacement costs no more than what was booked, and has the same prepayment.

    Pass: the price of acceptedOffer is not higher and its prepayment the same; not to state it means Required, and
    nothing where the price is 0. Fail: one is not.
    Not testable: the replacement did not appear, or its offer has no price.
    """
    before, after = _before_and_after(conversation)
    both = [identifier for identifier in after if identifier in before]
    if not both:
        not_testable("No OrderItem in the feed is one from B.")
    for identifier in both:
        old, new = before[identifier]["acceptedOffer"], after[identifier]["acceptedOffer"]
        price, most = new["price"].decimal, old["price"].decimal
        if price is None or most is None:
            not_testable("The price of an offer cannot be read.", at=new)
        require(price <= most, "The replacement costs more.", at=new["price"], expected=f"at most {most}")
        same, message = prepayment_of(new) == prepayment_of(old), "The replacement has a different prepayment."
        require(same, message, at=new, expected=prepayment_of(old) or "none", got=prepayment_of(new) or "none")


@check("notifications.replacement-outlasts-repeated-b", cites=("b-010",), scenario=REPLACEMENT)
def test_outlasts_repeated_b(conversation: Reading) -> None:
    """A repeated B leaves a replacement as it is.

    Pass: it succeeds, or is refused with OrderAlreadyExistsError, since the Order has other items by now (open reading
    6); Order Status, where declared, shows the same opportunities as before. Fail: it is refused with another error, or
    Order Status shows others. Not testable: the replacement did not appear in the Orders feed, or Order Status lists no
    items.
    """
    _before_and_after(conversation)
    again, message = conversation.step("B again"), "What was replaced is at most other content than that of the Order."
    if not again.succeeded:
        refused(again, {"OrderAlreadyExistsError"}, message)
    if not conversation.has("status after B again"):
        return
    before, after = (conversation.success(name).answer for name in ("status", "status after B again"))
    then, now = _opportunities(before), _opportunities(after)
    if not then:
        not_testable("Order Status lists no items.", at=before)
    message = "A repeated B must leave the replacement as it is."
    require(then == now, message, at=after["orderedItem"], expected=", ".join(then))


def _opportunities(order: Document) -> list[str]:
    return sorted(item["orderedItem"].id or "" for item in order["orderedItem"].each())


@check("notifications.replacement-is-published", cites=("notif-008",), scenario=REPLACEMENT)
def test_is_published(conversation: Reading) -> None:
    """The opportunity that replaces another is in the open feed.

    Pass: the open feed showed it. Fail: it did not within `feed_timeout`.
    Not testable: the replacement did not appear in the Orders feed.
    """
    conversation.success("Replacement")
    seen = conversation.observation("replacement published")
    require(
        seen.seen,
        "The open feed does not have the replacement.",
        at=conversation.observation("feed").item["data"],
        expected=conversation.fact("replacement"),
    )


@check("notifications.replacement-has-its-own-offer", cites=("notif-008",), scenario=REPLACEMENT)
def test_has_its_own_offer(conversation: Reading) -> None:
    """The offer that the Orders feed shows with a replacement is one of the opportunity that replaces the other.

    Pass: acceptedOffer has the @id of an offer that the open feed has for the new opportunity. Fail: it has another.
    Not applicable: the Orders feed shows no offers, or the open feed no offer with an @id. Not testable: the
    replacement did not appear in both feeds.
    """
    _, after = _before_and_after(conversation)
    if not conversation.observation("replacement published").seen:
        not_shown("The open feed does not have the replacement.")
    replacement, offers = conversation.fact("replacement"), [each for each in conversation.fact("offers") if each]
    replaced = [item["acceptedOffer"] for item in after.values() if _opportunity(item) == replacement]
    if not offers or not any(offer.id for offer in replaced):
        not_applicable("There is no offer to compare.")
    for offer in (offer for offer in replaced if offer.id):
        message = "The offer is not one of the opportunity that replaces the other."
        require(offer.id in offers, message, at=offer["@id"], expected=", ".join(offers))


def _opportunity(item: Document) -> str | None:
    """Return the @id of the opportunity of an OrderItem, which may be all that is said of it."""
    return item["orderedItem"].id or item["orderedItem"].text


@check("notifications.replacement-keeps-its-offer", cites=("notif-007",), scenario="replaced-offer-changed")
def test_keeps_its_offer(conversation: Reading) -> None:
    """The offer of a replacement stays as it was, though the Seller changes it in the open data.

    Pass: acceptedOffer in the Orders feed is the one that the feed showed with the replacement. Fail: it differs. Not
    testable: the replacement or a later change did not appear, or nobody could change the offer.
    """
    conversation.success("change")
    require_offers(conversation, "feed", "later feed")


def _before_and_after(conversation: Reading) -> tuple[dict[str, Document], dict[str, Document]]:
    order = conversation.success("B").answer
    booked = items(order)
    if not booked:
        not_testable("B returned no OrderItems.", at=order["orderedItem"])
    seen = conversation.observation("feed")
    if not seen.seen:
        not_shown("The replacement did not appear in the Orders feed.", at=seen.item["data"])
    return booked, items(seen.item["data"])
