"""Items for one opportunity have each the attendee that was supplied with it."""

from booking_conformance.check import check, each, equal, not_applicable, not_shown, not_testable
from booking_conformance.check.comparison import agree
from booking_conformance.recording import Document, Exchange, Reading


@check("details-capture.attendees-not-mixed-up", cites=("det-011", "det-006"), scenario="attendees-of-one-opportunity")
def test_attendees_not_mixed_up(conversation: Reading) -> None:
    """Each of several items for one opportunity keeps its own attendee.

    Pass: C2 and B return each attendee, by its givenName, at the position it was supplied for, and
    Order Status with the item that B returned it with. Fail: one is missing, or stands with another item. Not testable:
    C2, P or B failed, or no item is at a position that was sent. B after approval sends no items: they are those of P,
    and it need not return their positions.
    """
    booked = conversation.success("B")
    quoted, sent_with = conversation.success("C2"), conversation.success("P" if conversation.has("P") else "B")
    for exchange, request in ((quoted, quoted), (booked, sent_with)):
        if request is not exchange and not any(item["position"] for item in _items(exchange)):
            continue
        sent = {item["position"].integer: item["attendee"] for item in request.sent["orderedItem"].each()}
        _alike(exchange, [(item, sent.get(item["position"].integer or 0)) for item in _items(exchange)])
    if conversation.has("status"):
        status = conversation.success("status")
        known = {item.id: item["attendee"] for item in _items(booked) if item.id}
        _alike(status, [(item, known.get(item.id or "")) for item in _items(status)])


def _items(exchange: Exchange) -> list[Document]:
    return exchange.answer["orderedItem"].each()


def _alike(exchange: Exchange, pairs: list[tuple[Document, Document | None]]) -> None:
    """Fail unless each item has the attendee that belongs to it."""
    matched = [(item, attendee) for item, attendee in pairs if attendee]
    if len(matched) < len(pairs):
        not_testable("The items cannot be matched with those that were sent.", at=exchange)
    for item, attendee in each(matched, "The response has no OrderItem."):
        message = "The item must have the attendee that was supplied with it."
        equal(item["attendee"]["givenName"], attendee["givenName"].plain(), message)


@check("details-capture.attendees-outlast-replacement", cites=("of-029",), scenario="attendees-of-one-opportunity",
       feature="attendee-details+order-status+replacement")  # fmt: skip
def test_attendees_outlast_replacement(conversation: Reading) -> None:
    """An item keeps its attendee when its Seller replaces the opportunity.

    Pass: Order Status shows the attendee that it showed before, with each item. Fail: one is missing or differs: the
    Orders feed, which leaves attendees out, could not tell. Not applicable: Order Status showed no attendee before, or
    the Seller could not replace the opportunity. Not testable: the replacement did not appear in the Orders feed.
    """
    before = conversation.success("status")
    if not conversation.has("Replacement") or conversation.step("Replacement").refused:
        not_applicable("The Seller could not replace what was booked.")
    if not conversation.observation("replaced").seen:
        not_shown("The Orders feed did not show another opportunity.", at=conversation.step("Replacement"))
    now = {item.id: item for item in _items(conversation.success("status after replacement")) if item.id}
    known = [(item["attendee"], now[item.id]) for item in _items(before) if item["attendee"] and item.id in now]
    for attendee, item in each(known, "Order Status showed no attendee of an item that it still shows."):
        agree(item["attendee"], attendee, "A replacement must not change who attends.")
