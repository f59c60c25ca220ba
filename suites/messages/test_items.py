"""OrderItems of a response, compared with those of the request."""

from booking_conformance.check import check, verify
from booking_conformance.check.comparison import wanted
from booking_conformance.openactive.answers import by_position, kind_of, orders_in
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Document, Exchange, History
from booking_conformance.specification import names_of

_STEPS = ("C1", "C2", "P", "B")
_SHOWING = ("order-status", "orders-feed")
_CREATED = 201
# What becomes of items that were booked.
_LATER = ("Cancelled", "Attended", "Absent")
STATUSES = {"B": ("OrderItemConfirmed",), "P": ("OrderItemProposed",)}


@check("messages.position", cites=("mdl-029", "mdl-009", "c1-004"), calls=_STEPS,
       examples=("booking", "overtaken", "proposal-capacity"))  # fmt: skip
def test_position(exchange: Exchange, history: History) -> None:
    """Each OrderItem of the request is returned once, with its position.

    Pass: the positions are those of the request, in any order. Fail: one is missing, repeated, or not in the
    request. B after approval lists no items and is not judged (open reading 10), nor is a request whose positions
    are not distinct whole numbers.
    """
    sent = by_position(exchange.sent)
    if not sent or not orders_in(exchange):
        verify.not_applicable("No items were requested, or none were returned.")
    place = exchange.answer["orderedItem"]
    got = [item["position"].integer for item in place.each()]
    message = "The positions are not those of the request."
    right = sorted(sent) == sorted(position for position in got if position is not None) and None not in got
    listed = ("mdl-009", "c1-004") if exchange.call == "C1" else ("mdl-009",)
    blamed = "mdl-029" if len(got) == len(sent) else listed
    verify.require(right, message, at=place, expected=sorted(sent), got=got, requirement=blamed)


@check("messages.same-opportunity-and-offer", cites=("opp-007",), calls=_STEPS)
def test_same_opportunity_and_offer(exchange: Exchange, history: History) -> None:
    """Each OrderItem has the opportunity and offer that the request named at its position.

    Pass: the @id of `orderedItem` and `acceptedOffer` are those of the request. Fail: one differs. Items with
    errors may omit them. A repeated B is not judged: it may show what the Seller replaced them with (open reading 6).
    """
    earlier = history.last_success(exchange, "B") if exchange.call == "B" else None
    if earlier is not None and wanted(earlier) == wanted(exchange):
        verify.not_applicable("The Order may have changed since it was made.")
    sent, got = by_position(exchange.sent), by_position(exchange.answer)
    both = [(sent[p][name], got[p][name]) for p in sorted(sent.keys() & got.keys()) for name in _REFERENCES]
    known = [(asked.id, answered) for asked, answered in both if asked.id and answered.id]
    if not known or not orders_in(exchange):
        verify.not_applicable("No item has both a reference in the request and one in the response.")
    for asked_id, answered in known:
        message = f"The @id is not the one in the request (the response is a {kind_of(exchange)})."
        verify.require(answered.id == asked_id, message, at=_id_place(answered), expected=asked_id)


_REFERENCES = ("orderedItem", "acceptedOffer")


def _id_place(place: Document) -> Document:
    return place["@id"] or place


@check("messages.order-item-status", cites=("b-003", "p-006"), calls=("P", "B", *_SHOWING))
def test_order_item_status(exchange: Exchange, history: History) -> None:
    """What was just booked is confirmed; what was just proposed is proposed, and nothing of an Order is.

    Pass: B returns every item as OrderItemConfirmed, P as OrderItemProposed or without a status, and no item of an
    Order that Order Status or the Orders feed shows is OrderItemProposed. Fail: another status. A repeated B or P is
    not judged, since it may return the Order in its current state (open reading 6); of a recording that begins with
    neither a quote nor a 201, nothing says that it is not repeated.
    """
    if exchange.call in _SHOWING:
        _require_none_proposed(exchange)
        return
    items = exchange.answer["orderedItem"].each() if exchange.succeeded else []
    if not items or history.last_success(exchange, exchange.call) or _may_be_repeated(exchange, history, items):
        verify.not_applicable("Nothing new was booked or proposed.")
    own = names_of(exchange.profile).own
    allowed = [OPENACTIVE + own(status) for status in STATUSES[exchange.call]]
    for status in (item["orderItemStatus"] for item in items):
        absent_allowed = exchange.call == "P" and not status
        message = "The item does not have the status that this step sets."
        verify.require(absent_allowed or status.text in allowed, message, at=status, expected=" or ".join(allowed))


def _require_none_proposed(exchange: Exchange) -> None:
    orders = [order for order in orders_in(exchange) if order.type == "Order"]
    found = [item["orderItemStatus"] for order in orders for item in order["orderedItem"].each()]
    message = "An item of an Order is only proposed."
    for status in verify.each(filter(bool, found), "No Order with the status of an item is shown."):
        proposed = (status.text or "").endswith("Proposed")
        verify.require(not proposed, message, at=status, expected="not OrderItemProposed", requirement="b-003")


def _may_be_repeated(exchange: Exchange, history: History, items: list[Document]) -> bool:
    """Return whether what was booked may have become what it is before the recording began."""
    if history.is_of_run or exchange.status == _CREATED or history.last_success(exchange, "C1", "C2", "P"):
        return False
    return any((item["orderItemStatus"].text or "").endswith(_LATER) for item in items)
