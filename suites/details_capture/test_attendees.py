"""Items for one opportunity have each the attendee that was supplied with it."""

from booking_conformance.check import check, each, equal, not_testable
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
