"""What B gave with an item for good, in the Orders feed of whatever recording."""

from booking_conformance.check import check, each, require
from booking_conformance.openactive.answers import orders_in
from booking_conformance.recording import Document, Exchange, History
from booking_conformance.recording.booking import Sold, sold_as

_CONFIRMED = "Confirmed"


@check("orders-feed.keeps-access-data", cites=("of-017",), calls=("orders-feed",), examples=("orders-feed",))
def test_keeps_access_data(exchange: Exchange, history: History) -> None:
    """A confirmed item in the Orders feed has what B gave with it: access codes, passes and further properties.

    Pass: it has accessCode, accessPass and additionalProperty where the first B returned them, whatever their content
    is now. Fail: one is missing. Not applicable: the first B is not in the recording or returned none of them, the item
    is confirmed no more, or its Seller has put another opportunity in its place.
    """
    found = [(item, sold) for order in orders_in(exchange) for item, sold in _sold(order, exchange, history)]
    judged = [(item, sold) for item, sold in found if sold.has and _is_same(item, sold)]
    for item, sold in each(judged, "The page shows no confirmed item with such data whose B was recorded before."):
        for name in sorted(sold.has):
            message = f"B returned {name} with this item."
            require(bool(item[name].each()), message, at=item[name], expected=name, requirement="of-017")


def _sold(order: Document, exchange: Exchange, history: History) -> list[tuple[Document, Sold]]:
    booked = history.bookings.booked(exchange.partner, order["identifier"].text or "")
    if booked is None or order.type != "Order" or not booked.by.surely_before(exchange):
        return []
    listed = [(item, booked.sold.get(item.id or "")) for item in order["orderedItem"].each()]
    return [(item, sold) for item, sold in listed if sold is not None]


def _is_same(item: Document, sold: Sold) -> bool:
    opportunity = sold_as(item).bought[0]
    return (item["orderItemStatus"].text or "").endswith(_CONFIRMED) and opportunity in {"", sold.bought[0]}
