"""What is booked or proposed costs what the Broker agreed to."""

from booking_conformance.check import check, not_applicable, require
from booking_conformance.openactive.answers import by_position, orders_in
from booking_conformance.openactive.money import minor_unit
from booking_conformance.recording import Document, Exchange, History

_CONFIRMED = ("OrderItemConfirmed", "OrderItemProposed")


@check("money.total-as-requested", cites=("err-015", "p-008"), calls=("P", "B"), examples=("wrong-total",))
def test_total_as_requested(exchange: Exchange, history: History) -> None:
    """B and P succeed only with the total that they were sent.

    Pass: totalPaymentDue of a successful response differs from that of the request by less than the smallest unit of
    the currency. Fail: it differs by more. Not applicable: one of them states no total, or the response may show what
    became of the Order since: an item is not as it was requested, or a repeat was answered.
    """
    asked, got = exchange.sent["totalPaymentDue"]["price"].decimal, exchange.answer["totalPaymentDue"]["price"]
    if asked is None or got.decimal is None or not exchange.succeeded or not orders_in(exchange):
        not_applicable("The request or the response states no total, or nothing was booked.")
    if history.last_success(exchange, exchange.call) or not _is_as_requested(exchange):
        not_applicable("The Order may have changed since it was made.")
    unit = minor_unit(exchange.answer["totalPaymentDue"]["priceCurrency"].text)
    message = "The total is another than that of the request, which must then be refused."
    row = "err-015" if exchange.call == "B" else ("err-015", "p-008")
    require(abs(got.decimal - asked) < unit, message, at=got, expected=asked, requirement=row)


def _is_as_requested(exchange: Exchange) -> bool:
    """Return whether each item has the opportunity and the offer of the request, and nothing has become of it."""
    sent, got = by_position(exchange.sent), by_position(exchange.answer)
    return sent.keys() == got.keys() and all(_is_same(sent[position], got[position]) for position in sent)


def _is_same(asked: Document, item: Document) -> bool:
    names = ("orderedItem", "acceptedOffer")
    status = item["orderItemStatus"]
    untouched = not status or (status.text or "").endswith(_CONFIRMED)
    return untouched and all(asked[name].id == item[name].id for name in names)
