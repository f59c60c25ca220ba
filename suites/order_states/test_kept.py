"""What an Order keeps as it was booked, whatever becomes of it: its items, their offers, and that it costs no more."""

from booking_conformance.check import check, each, not_applicable, require
from booking_conformance.openactive.answers import orders_in
from booking_conformance.recording import Document, Exchange, History
from booking_conformance.recording.booking import Booking, fixed_in, sold_as

_SHOWING = ("order-status", "orders-feed")


@check("order-states.keeps-its-items", cites=("b-004", "of-024", "of-033"), calls=_SHOWING,
       examples=("booking", "orders-feed", "overtaken"))  # fmt: skip
def test_keeps_its_items(exchange: Exchange, history: History) -> None:
    """An Order keeps the items that it was booked with.

    Pass: Order Status and the Orders feed list the @ids of exactly the OrderItems that the first B returned. Fail: an
    item is missing, new or has another @id. Not applicable: the first B is not in the recording, or the Order was
    deleted. What B returns when it is repeated is judged by b.repeat-returns-the-order.
    """
    found = [(order, booked) for order in orders_in(exchange) if (booked := _booked(order, exchange, history))]
    if not found:
        not_applicable("The response shows no Order whose first B was recorded before.")
    rows = ("of-033", "of-024") if exchange.call == "orders-feed" else ("of-033", "b-004")
    for order, booked in found:
        _require_items(order, booked, rows)


def _booked(order: Document, exchange: Exchange, history: History) -> Booking | None:
    """Return the first B of an Order that is shown, where it is known to have come before."""
    uuid = exchange.order_uuid or order["identifier"].text or ""
    found = history.bookings.booked(exchange.partner, uuid) if order.type == "Order" else None
    return found if found is not None and found.by.surely_before(exchange) else None


def _require_items(order: Document, booked: Booking, rows: str | tuple[str, ...]) -> None:
    if booked.items is None:
        return
    place = order["orderedItem"]
    got = sorted(item.id or "" for item in place.each())
    message = f"The OrderItems are not those that B returned ({booked.by.id})."
    require(got == sorted(booked.items), message, at=place, expected=sorted(booked.items), got=got, requirement=rows)


@check("order-states.costs-no-more", cites=("of-031",), calls=_SHOWING, examples=("orders-feed", "paid-offers"))
def test_costs_no_more(exchange: Exchange, history: History) -> None:
    """The total of an Order never rises.

    Pass: totalPaymentDue in Order Status and in the Orders feed is no more than B returned. Fail: it is more. Not
    applicable: B is not in the recording, or an item had been cancelled already when it answered.
    """
    found = [(order, booked) for order in orders_in(exchange) if (booked := _booked(order, exchange, history))]
    known = [(order["totalPaymentDue"]["price"], booked) for order, booked in found if booked.total is not None]
    judged = [(price, booked) for price, booked in known if price.decimal is not None]
    if not judged:
        not_applicable("The response shows no total of an Order whose B was recorded before.")
    for price, booked in judged:
        message = f"The total is more than B returned ({booked.by.id})."
        right = (price.decimal or 0) <= (booked.total or 0)
        require(right, message, at=price, expected=f"at most {booked.total}", requirement="of-031")


@check("order-states.keeps-its-offers", cites=("of-032", "of-022"), calls=_SHOWING,
       examples=("offer-changed", "booking", "orders-feed"))  # fmt: skip
def test_keeps_its_offers(exchange: Exchange, history: History) -> None:
    """An item that is still of the opportunity and the offer that were booked costs what it cost then.

    Pass: price and name of its acceptedOffer in Order Status and in the Orders feed are those that the first B
    returned, where both state them. Fail: one is another. Not applicable: the first B is not in the recording, or no
    item states opportunity, offer and price. What a Seller has put in the place of another opportunity may cost less.
    """
    found = [(order, booked) for order in orders_in(exchange) if (booked := _booked(order, exchange, history))]
    listed = [(item, booked) for order, booked in found for item in order["orderedItem"].each()]
    judged = [(item, booked) for item, booked in listed if _is_as_sold(item, booked)]
    for item, booked in each(judged, "The response shows no item as it was sold by a B that was recorded before."):
        offer, then = item["acceptedOffer"], booked.sold[item.id or ""]
        message = f"The offer costs something else than B returned ({booked.by.id})."
        rows = ("of-032", "of-022") if exchange.call == "orders-feed" else "of-032"
        require(offer["price"].decimal == then.price, message, at=offer["price"], expected=then.price, requirement=rows)
        message, name = f"The offer has another name than B returned ({booked.by.id}).", offer["name"].text or then.name
        require(name == then.name or not then.name, message, at=offer["name"], expected=then.name, requirement=rows)


def _is_as_sold(item: Document, booked: Booking) -> bool:
    now, then = sold_as(item), booked.sold.get(item.id or "")
    return then is not None and None not in (now.price, then.price) and all(now.bought) and now.bought == then.bought


@check("order-states.keeps-its-parties", cites=("of-029",), calls=("order-status",), feature="order-status",
       examples=("booking", "paid-booking"))  # fmt: skip
def test_keeps_its_parties(exchange: Exchange, history: History) -> None:
    """Order Status names the number, the Seller, the broker's role and the payment that B returned.

    Pass: orderNumber, brokerRole, the @id, taxMode and vatID of the Seller and the identifier of the payment are those
    of the first B, where both state them: the Orders feed, which leaves them out, could not tell that they changed.
    Fail: one differs. Not applicable: B is not in the recording.
    """
    found = [booked for order in orders_in(exchange) if (booked := _booked(order, exchange, history))]
    if not found:
        not_applicable("The response shows no Order whose B was recorded before.")
    now, then = dict(fixed_in(exchange.answer)), dict(found[0].fixed)
    for path in (path for path in then if path in now):
        name, *below = path.split("/")
        place = exchange.answer[name]
        for step in below:
            place = place[step]
        message = f"This is not what B returned ({found[0].by.id})."
        require(now[path] == then[path], message, at=place, expected=then[path])
