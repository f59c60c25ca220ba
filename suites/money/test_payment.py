"""Payment: prepayment, payments, the Seller's taxMode."""

from decimal import Decimal

from booking_conformance.check import check, verify
from booking_conformance.openactive.answers import ORDER_FEEDS, Kind, kind_of, orders_in
from booking_conformance.openactive.money import counted_items, pays_dynamically, sums_of, total_tax
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Document, Exchange, History

QUOTES = ("C1", "C2")
STEPS = (*QUOTES, "P", "B")
_RESELLER = "https://openactive.io/ResellerBroker"
_WITH_TAX = frozenset({"https://openactive.io/AgentBroker", "https://openactive.io/NoBroker"})
_WITH_CUSTOMER = ("C2", "P", "B")


@check("money.prepayment", cites=("pay-008", "pay-009", "pay-010", "pay-011", "pay-017"), calls=QUOTES)
def test_prepayment(exchange: Exchange, history: History) -> None:
    """totalPaymentDue states the prepayment that its offers imply: required, optional or unavailable.

    Pass: Required if an offer requires it, or costs something and does not state it; else Optional if an offer
    states that; else Unavailable. It may be omitted if the total is 0, and by a system whose offers never state it.
    Fail: any other value. Quotes with item errors are not judged.
    """
    orders = orders_in(exchange) if kind_of(exchange) is Kind.SUCCESS else []
    if not orders or pays_dynamically(orders[0]) or not counted_items(orders[0]) or sums_of(orders[0]).offers is None:
        verify.not_applicable("The response is not a quote with priced offers.")
    total, offers = orders[0]["totalPaymentDue"], [item["acceptedOffer"] for item in counted_items(orders[0])]
    said, expected = _said(total), _expected(total, offers)
    at = said or total
    message = "The prepayment of the total is not the one that its offers imply."
    rows = _rows(total, offers)
    verify.require(said.plain() in expected, message, at=at, expected=" or ".join(map(str, expected)), requirement=rows)


@check("money.prepayment-after-b", cites=("pay-008", "pay-009", "pay-010", "pay-017"),
       calls=("P", "B", "order-status", *ORDER_FEEDS), examples=("seller-notice", "booking"))  # fmt: skip
def test_prepayment_after_b(exchange: Exchange, history: History) -> None:
    """An Order states no prepayment that its offers do not imply, whatever is cancelled.

    Pass: the prepayment of totalPaymentDue is what the offers imply (as in quotes), those of all items or those of the
    items that are not cancelled; or Unavailable, if the total is 0. Fail: it is another. Not applicable: no total
    states a prepayment of offers that have prices.
    """
    stated = [order for order in orders_in(exchange) if _said(order["totalPaymentDue"]).text]
    priced = [order for order in stated if (offers := _offers(order)) and all(offer["price"] for offer in offers)]
    for order in verify.each(priced, "The response states no prepayment of offers that have prices."):
        said, offers = _said(order["totalPaymentDue"]), _offers(order)
        left = [item["acceptedOffer"] for item in counted_items(order)]
        free = {"Unavailable"} if _is_free(order["totalPaymentDue"]) else set()
        expected = sorted(OPENACTIVE + kind for kind in {_strongest(offers), _strongest(left)} | free)
        rows = _rows(order["totalPaymentDue"], offers)
        message = "The prepayment of the total is not one that its offers imply."
        verify.require(said.text in expected, message, at=said, expected=" or ".join(expected), requirement=rows)


def _offers(order: Document) -> list[Document]:
    return [item["acceptedOffer"] for item in order["orderedItem"].each()]


def _said(place: Document) -> Document:
    return place["openBookingPrepayment"] or place["prepayment"]


def _expected(total: Document, offers: list[Document]) -> list[str | None]:
    free = _is_free(total)
    right: list[str | None] = [OPENACTIVE + ("Unavailable" if free else _strongest(offers))]
    return [*right, None] if free or _silent(offers) else right


def _rows(total: Document, offers: list[Document]) -> tuple[str, ...]:
    """Return the rows that a wrong prepayment of the total breaks."""
    if _is_free(total):
        return ("pay-017",)
    by_kind = {"Required": "pay-008", "Optional": "pay-009", "Unavailable": "pay-010"}
    return (by_kind[_strongest(offers)], *(("pay-011",) if _silent(offers) else ()))


def _strongest(offers: list[Document]) -> str:
    kinds = {_kind(offer) for offer in offers}
    return next((kind for kind in ("Required", "Optional") if kind in kinds), "Unavailable")


def _silent(offers: list[Document]) -> bool:
    return not any(_said(offer) for offer in offers)


def _is_free(total: Document) -> bool:
    return total["price"].decimal == Decimal(0)


def _kind(offer: Document) -> str:
    if offer["price"].decimal == Decimal(0):
        return "Unavailable"
    return (_said(offer).text or "Required").removeprefix(OPENACTIVE)


@check("money.no-payment-unless-paid", cites=("b-006", "p-009", "pay-016"), calls=("P", "B"),
       examples=("free-booking", "booking[approval]"))  # fmt: skip
def test_no_payment_unless_paid(exchange: Exchange, history: History) -> None:
    """An Order for which nothing was paid has no payment.

    Pass: there is no `payment` if the total is 0, or if neither this request nor the proposal before it had one.
    Fail: there is one. Paid Orders are not judged, nor are those of which an item has been cancelled since.
    """
    orders = [order for order in orders_in(exchange) if kind_of(exchange) is Kind.SUCCESS and order.properties()]
    orders = [order for order in orders if len(counted_items(order)) == len(order["orderedItem"].each())]
    earlier = [each.sent for each in history.before(exchange) if each.call in {"P", "B"}]
    paid = any(sent["payment"] for sent in (exchange.sent, *earlier))
    if not orders or (paid and not _is_free(orders[0]["totalPaymentDue"])):
        verify.not_applicable("Nothing was booked, or the Order was paid, or has been cancelled since.")
    unpaid = "p-009" if exchange.call == "P" else "b-006"
    rows = (unpaid, "pay-016") if _is_free(orders[0]["totalPaymentDue"]) else (unpaid,)
    verify.absent(orders[0]["payment"], "The Order has a payment, but nothing was paid.", requirement=rows)


@check("money.same-tax-mode", cites=("tax-007",), calls=STEPS, examples=("paid-offers",))
def test_same_tax_mode(exchange: Exchange, history: History) -> None:
    """A Seller has one taxMode in all responses.

    Pass: it is the same as in the first response with the Seller. Fail: it differs. The first response is not
    judged.
    """
    seller = exchange.answer["seller"]
    known = history.tax_mode(seller["@id"].text or "")
    if known is None or not orders_in(exchange) or not seller["taxMode"]:
        verify.not_applicable("No earlier response contains the Seller.")
    message = f"The Seller had a different taxMode in exchange {known[1]}."
    verify.require(seller["taxMode"].text == known[0], message, at=seller["taxMode"], expected=known[0])


@check("money.excluded-tax-is-stated", cites=("tax-003", "mdl-006"), calls=STEPS, feature="reseller-broker",
       examples=("paid-offers",))  # fmt: skip
def test_excluded_tax_is_stated(exchange: Exchange, history: History) -> None:
    """A response to a reseller that contains no tax states that tax is excluded.

    Pass: taxCalculationExcluded is true. Fail: it is false or missing. Responses with tax and free Orders are not
    judged, nor is a Seller whose Orders were without tax for everybody so far: a tax of 0 need not be stated.
    """
    orders = [order for order in orders_in(exchange) if order["brokerRole"].text == _RESELLER and sums_of(order).offers]
    orders = [order for order in orders if history.has_taxed(order["seller"].id or "")]
    silent = [o for o in orders if not o["totalPaymentTax"] and not sums_of(o).taxed_items and not total_tax(o)]
    if not silent:
        verify.not_applicable(
            "The response is not to a reseller, or contains tax, or no price of the Seller was seen to have any."
        )
    message = "The response contains no tax, and does not state that tax is excluded."
    place = silent[0]["taxCalculationExcluded"]
    verify.require(place.boolean is True, message, at=place, expected="true")


@check("money.tax-left-to-resellers-only", cites=("tax-001",), calls=_WITH_CUSTOMER, examples=("paid-offers",))
def test_tax_left_to_resellers_only(exchange: Exchange, history: History) -> None:
    """When a consumer buys, tax is left to nobody but a reseller.

    Pass: a response to an agent, or without a broker, does not state that tax is excluded. Fail: taxCalculationExcluded
    is true. Not judged: free Orders, those of a reseller, and those of an Organization, for which tax is optional.
    """
    roles = [order for order in orders_in(exchange) if order["brokerRole"].text in _WITH_TAX and sums_of(order).offers]
    of_consumers = (order for order in roles if order["customer"].type == "Person")
    for order in verify.each(of_consumers, "The response is not to the agent of a consumer, or nothing is due."):
        excluded, message = order["taxCalculationExcluded"], "Tax must be calculated for a consumer."
        verify.require(excluded.boolean is not True, message, at=excluded, expected="false, or nothing")
