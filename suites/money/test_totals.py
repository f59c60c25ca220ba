"""Totals are exact sums: of the offers of the items that count and, for net prices, their tax."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from booking_conformance.check import check, verify
from booking_conformance.check.verify import Rows
from booking_conformance.openactive.answers import ORDER_FEEDS, WHOLE_ORDERS, Kind, kind_of, orders_in
from booking_conformance.openactive.money import (
    GROSS,
    NET,
    counted_items,
    is_rounded_sum,
    pays_dynamically,
    sums_of,
    tax_mode_of,
    total_tax,
)
from booking_conformance.recording import Document, Exchange, History

QUOTES = ("C1", "C2")
STEPS = (*QUOTES, "P", "B")


@check("money.total-is-sum", cites=("tax-008", "tax-009"), calls=STEPS, examples=("paid-offers", "taxes[business,net]"))
def test_total_is_sum(exchange: Exchange, history: History) -> None:
    """The total due is exactly the sum of the accepted offers, plus tax where the taxMode is net.

    Pass: it is, to the last digit. Fail: any difference. Documents whose items do not all have a price are not
    judged, nor are quotes with item errors, which have a check of their own.
    """
    orders = [order for order in _successes(exchange) if not _overridden(order)]
    _judge_totals(orders, exchange, history, _row_of_tax_mode)


@check("money.tax-within-gross-prices", cites=("tax-008",), calls=STEPS, examples=("paid-offers",))
def test_tax_within_gross_prices(exchange: Exchange, history: History) -> None:
    """Where the taxMode is gross, no price has more tax in it than it comes to.

    Pass: the tax of each item that counts is no more than its offer costs. Fail: it is more. Not applicable: the
    taxMode is another, or no item states its tax.
    """
    gross = [order for order in _successes(exchange) if tax_mode_of(order, exchange, history) == GROSS]
    taxed = [item for order in gross for item in counted_items(order) if item["unitTaxSpecification"].each()]
    for item in verify.each(taxed, "No item states a tax that is in its price."):
        tax = sum((charge["price"].decimal or Decimal(0) for charge in item["unitTaxSpecification"].each()), Decimal(0))
        price = item["acceptedOffer"]["price"].decimal or Decimal(0)
        message = "More tax than that cannot be in the price."
        verify.require(tax <= price, message, at=item["unitTaxSpecification"], expected=f"at most {price}")


@check("money.total-of-offer-overrides", cites=("tax-014",), calls=STEPS, feature="offer-override")
def test_total_of_offer_overrides(exchange: Exchange, history: History) -> None:
    """The total due counts an OfferOverride as it counts an Offer.

    Pass: it does, to the last digit. Fail: any difference. Documents without an OfferOverride are not judged.
    """
    _judge_totals([order for order in _successes(exchange) if _overridden(order)], exchange, history)


def _successes(exchange: Exchange) -> list[Document]:
    return _priced(exchange) if kind_of(exchange) is Kind.SUCCESS else []


def _overridden(order: Document) -> bool:
    return any(item["acceptedOffer"].type == "OfferOverride" for item in order["orderedItem"].each())


def _row_of_tax_mode(order: Document, tax_mode: str | None) -> str:
    return "tax-009" if tax_mode == NET else "tax-008"


@check("money.total-with-item-errors", cites=("c1-013", "c2-008"), calls=QUOTES, examples=("faulty-items",))
def test_total_with_item_errors(exchange: Exchange, history: History) -> None:
    """In a quote with item errors, totals include items that only lack details, but no other faulty items.

    Pass: totalPaymentDue and totalPaymentTax are the sums over the items without error and those whose only errors
    are IncompleteAttendeeDetailsError or IncompleteIntakeFormError. Fail: any difference, apart from the rounding
    of tax.
    """
    orders = _priced(exchange) if kind_of(exchange) is Kind.ITEM_ERRORS else []
    _judge_totals(orders, exchange, history)
    for order in orders:
        _judge_tax(order, ())


@check(
    "money.total-without-cancelled-items",
    cites=("u-014", "notif-004", "tax-008", "tax-009"),
    calls=("order-status", *ORDER_FEEDS),
    examples=("cancellation", "seller-cancellation", "orders-feed"),
)
def test_total_without_cancelled_items(exchange: Exchange, history: History) -> None:
    """Order Status and the feeds state the total of the items that are not cancelled.

    Pass: totalPaymentDue is the sum over the items that are not CustomerCancelled or SellerCancelled. Fail: any
    difference. If the taxMode is not known, the sum passes with or without tax.
    """
    _judge_totals(_priced(exchange), exchange, history, _row_of_cancellation)


def _row_of_cancellation(order: Document, tax_mode: str | None) -> str:
    for status, row in (("SellerCancelled", "notif-004"), ("CustomerCancelled", "u-014")):
        if any((item["orderItemStatus"].text or "").endswith(status) for item in order["orderedItem"].each()):
            return row
    return _row_of_tax_mode(order, tax_mode)


@lru_cache(maxsize=2)  # the checks of one answer ask one after the other
def _priced(exchange: Exchange) -> list[Document]:
    return [order for order in orders_in(exchange) if _is_priced(order)]


def _is_priced(order: Document) -> bool:
    if pays_dynamically(order) or not order["orderedItem"].each():
        return False
    return order["totalPaymentDue"]["price"].decimal is not None and sums_of(order).offers is not None


def _judge_totals(
    orders: list[Document],
    exchange: Exchange,
    history: History,
    row: Callable[[Document, str | None], Rows] = lambda *_: (),
) -> None:
    """Fail unless the total of each is right; ``row`` says what it breaks if it is not, by document and taxMode."""
    if not orders:
        verify.not_applicable("The response contains no Order of this kind whose items have prices.")
    for order in orders:
        price, tax_mode = order["totalPaymentDue"]["price"], tax_mode_of(order, exchange, history)
        allowed = _right_totals(order, tax_mode)
        message, expected = "The total is not the sum of the items that count.", " or ".join(map(str, allowed))
        verify.require(price.decimal in allowed, message, at=price, expected=expected, requirement=row(order, tax_mode))


def _right_totals(order: Document, tax_mode: str | None) -> list[Decimal]:
    offers = sums_of(order).offers or Decimal(0)
    with_tax = offers + total_tax(order)
    if order["taxCalculationExcluded"].boolean:
        return [offers]
    if tax_mode is None:
        return list(dict.fromkeys((offers, with_tax)))
    return [with_tax if tax_mode == NET else offers]


@check("money.tax-total", cites=("tax-011", "mdl-012", "mdl-032", "of-014"),
       calls=(*WHOLE_ORDERS, *ORDER_FEEDS),
       examples=("cancellation", "seller-cancellation", "orders-feed"))  # fmt: skip
def test_tax_total(exchange: Exchange, history: History) -> None:
    """The total tax is the sum of the tax on the items that count, apart from rounding.

    Pass: the two differ by less than the smallest unit of the currency for each taxed item, since each may be rounded
    up or down (open reading 12). Fail: they differ by more, or only one of them is present.
    """
    orders = _priced(exchange) if kind_of(exchange) is Kind.SUCCESS else []
    taxed = [order for order in orders if order["totalPaymentTax"] or sums_of(order).taxed_items]
    if not taxed:
        verify.not_applicable("The response has no tax.")
    total = "of-014" if exchange.call in ORDER_FEEDS else "mdl-012"
    for order in taxed:
        _judge_tax(order, _rows_of_tax(order, total))


def _rows_of_tax(order: Document, total: str) -> Rows:
    """Return the rows that a wrong total of the tax breaks: it is missing, or the tax of the items is, or neither."""
    if not order["totalPaymentTax"]:
        return total
    return ("tax-011", total) if sums_of(order).taxed_items else "mdl-032"


def _judge_tax(order: Document, rows: Rows) -> None:
    got, expected = total_tax(order), f"{sums_of(order).unit_tax}, apart from rounding"
    message = "The total tax is not the sum of the tax on the items that count."
    right = is_rounded_sum(got, order)
    verify.require(right, message, at=order["totalPaymentTax"], expected=expected, got=got, requirement=rows)


@check("money.one-currency", cites=("med-014",), calls=(*WHOLE_ORDERS, *ORDER_FEEDS))
def test_one_currency(exchange: Exchange, history: History) -> None:
    """All amounts of an Order are in one currency.

    Pass: each priceCurrency in it is the same. Fail: two differ.
    """
    found = [order.named("priceCurrency") for order in orders_in(exchange)]
    if not any(found):
        verify.not_applicable("The response has no currency.")
    for currencies in found:
        for place in currencies:
            message = "This amount is in another currency."
            verify.require(place.value == currencies[0].value, message, at=place, expected=currencies[0].plain())
