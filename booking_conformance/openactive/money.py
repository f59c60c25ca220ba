"""The money of an Order, as it stands in a document: which items count, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from booking_conformance.openactive.answers import errors_of
from booking_conformance.specification.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.recording import Document, Exchange, History

CANCELLED = frozenset({"https://openactive.io/CustomerCancelled", "https://openactive.io/SellerCancelled"})
STILL_COUNTED = frozenset({"IncompleteAttendeeDetailsError", "IncompleteIntakeFormError"})
NET = "https://openactive.io/TaxNet"
GROSS = "https://openactive.io/TaxGross"
_USUAL_DECIMALS = 2
_MAKING = frozenset({"P", "B"})


@dataclass(frozen=True)
class Sums:
    """What the counted items of an Order come to; ``offers`` is None when a price is not known."""

    offers: Decimal | None
    unit_tax: Decimal
    taxed_items: int
    counted: int


def counted_items(order: Document) -> list[Document]:
    """Return the items that count in the totals: not cancelled, and without errors but those about missing details."""
    items = [item for item in order["orderedItem"].each() if item["orderItemStatus"].text not in CANCELLED]
    return [item for item in items if {error.type for error in errors_of(item)} <= STILL_COUNTED]


@lru_cache(maxsize=24)  # the checks of one answer, or of one page, ask one after the other
def sums_of(order: Document) -> Sums:
    """Return what the counted items come to. Money is exact."""
    items = counted_items(order)
    prices = [item["acceptedOffer"]["price"].decimal for item in items]
    known = [price for price in prices if price is not None]
    return Sums(
        offers=sum(known, Decimal(0)) if len(known) == len(prices) else None,
        unit_tax=sum((tax_on(item) for item in items), Decimal(0)),
        taxed_items=sum(1 for item in items if item["unitTaxSpecification"].each()),
        counted=len(items),
    )


def tax_on(item: Document) -> Decimal:
    """Return the tax on one OrderItem, 0 when none is stated."""
    return sum((charge["price"].decimal or Decimal(0) for charge in item["unitTaxSpecification"].each()), Decimal(0))


def total_tax(order: Document) -> Decimal:
    """Return what totalPaymentTax comes to, 0 when there is none."""
    return sum((charge["price"].decimal or Decimal(0) for charge in order["totalPaymentTax"].each()), Decimal(0))


def is_rounded_sum(total: Decimal, order: Document) -> bool:
    """Return whether a total of tax is the sum of the tax on the counted items, apart from rounding (part 7, no. 12).

    The tax on each may have been rounded up, down or to the nearest: by less than the smallest unit of the currency.
    """
    sums = sums_of(order)
    off = abs(total - sums.unit_tax)
    return not off or off < minor_unit(order["totalPaymentDue"]["priceCurrency"].text) * sums.taxed_items


def pays_dynamically(order: Document) -> bool:
    """Return whether the payment is a DynamicPayment: then nothing has a price."""
    return order["payment"].type == "DynamicPayment"


def may_be_paid_dynamically(order: Document, exchange: Exchange, history: History) -> bool:
    """Return whether an Order in a feed, which shows no payment, may have been asked for with a DynamicPayment.

    It may where it has no price, and no recorded request says how it was paid for: that was before the recording
    began, or with other credentials than those that the feed is read with.
    """
    said = history.of_order(exchange.partner, order["identifier"].text or "")
    if any(earlier.sent["payment"].type == "DynamicPayment" for earlier in said):
        return True
    if history.is_of_run or order["totalPaymentDue"] or order.find("orderedItem[*].acceptedOffer"):
        return False
    return not any(earlier.call in _MAKING and earlier.succeeded for earlier in said)


def tax_mode_of(order: Document, exchange: Exchange, history: History) -> str | None:
    """Return the taxMode of the Order's Seller: from the document, or from an earlier answer about this Order."""
    if order["seller"]["taxMode"]:
        return order["seller"]["taxMode"].text
    uuid = exchange.order_uuid or (order["identifier"].text or "")
    for earlier in reversed(history.of_order(exchange.partner, uuid)):
        if earlier.succeeded and earlier.answer["seller"]["taxMode"].text:
            return earlier.answer["seller"]["taxMode"].text
    return None


def minor_unit(currency: str | None) -> Decimal:
    """Return the smallest amount of a currency: a penny for GBP, a yen for JPY."""
    return Decimal(1).scaleb(-_decimals().get(currency or "", _USUAL_DECIMALS))


@cache
def _decimals() -> Mapping[str, int]:
    """Return how many decimals each currency has that has not two (ISO 4217)."""
    table = read_yaml("codes.yaml")["decimals"]
    return {currency: number for number, named in table.items() for currency in named.split()}
