"""What an Order comes to: which of its items count, and what is not known."""

import json
from decimal import Decimal

import pytest

from booking_conformance.openactive.money import (
    NET,
    counted_items,
    is_rounded_sum,
    may_be_paid_dynamically,
    minor_unit,
    pays_dynamically,
    sums_of,
    tax_mode_of,
    total_tax,
)
from booking_conformance.recording import Document, History
from tests.support.makings import an_exchange


def item(price, *, tax=(), status="OrderItemConfirmed", errors=()):
    return {
        "orderItemStatus": f"https://openactive.io/{status}",
        "acceptedOffer": {"price": price},
        "unitTaxSpecification": [{"price": amount} for amount in tax],
        "error": [{"@type": error} for error in errors],
    }


def order(*items, **more):
    return Document({"@type": "Order", "orderedItem": list(items), **more})


def said(body, *, uuid, sent="{}"):
    history, exchange = History("https://example.com/api"), an_exchange(body=json.dumps(body), sent=sent, uuid=uuid)
    history.add(exchange)
    return exchange, history


@pytest.mark.parametrize(
    ("status", "errors", "counts"),
    [
        ("OrderItemConfirmed", [], True),
        ("CustomerCancelled", [], False),
        ("SellerCancelled", [], False),
        ("OrderItemConfirmed", ["IncompleteAttendeeDetailsError"], True),
        ("OrderItemConfirmed", ["IncompleteAttendeeDetailsError", "OpportunityIsFullError"], False),
        ("OrderItemConfirmed", ["OpportunityIsFullError"], False),
    ],
)
def test_items_that_are_cancelled_or_cannot_be_booked_do_not_count(status, errors, counts):
    found = order(item(5, status=status, errors=errors), item("2.50"))
    assert len(counted_items(found)) == 1 + counts
    assert sums_of(found).offers == (Decimal("7.50") if counts else Decimal("2.50"))


def test_an_unknown_price_leaves_the_sum_unknown_and_taxes_are_added_up():
    found = sums_of(order(item(None, tax=["0.10", "0.2"]), item(5)))
    assert (found.offers, found.unit_tax, found.taxed_items, found.counted) == (None, Decimal("0.30"), 1, 2)


def test_the_total_of_taxes_is_zero_without_any():
    assert total_tax(order(totalPaymentTax=[{"price": 1}, {"price": "0.25"}, {}])) == Decimal("1.25")
    assert total_tax(order()) == 0


@pytest.mark.parametrize(("currency", "unit"), [("GBP", "0.01"), ("JPY", "1"), ("KWD", "0.001"), (None, "0.01")])
def test_the_smallest_amount_depends_on_the_currency(currency, unit):
    assert str(minor_unit(currency)) == unit


def test_a_payment_that_the_feed_does_not_show_is_that_of_the_request():
    uuid = "e11429ea-467f-4270-ab62-e47368996fe8"
    exchange, history = said({}, uuid=uuid, sent=json.dumps({"payment": {"@type": "DynamicPayment"}}))
    assert pays_dynamically(order(payment={"@type": "DynamicPayment"}))
    assert may_be_paid_dynamically(order(identifier=uuid), exchange, history)
    assert not may_be_paid_dynamically(order(identifier="another"), exchange, history)


def test_the_tax_mode_is_that_of_the_document_else_of_an_earlier_answer_about_the_order():
    exchange, history = said({"seller": {"taxMode": NET}}, uuid="e11429ea-467f-4270-ab62-e47368996fe8")
    gross = "https://openactive.io/TaxGross"
    assert tax_mode_of(order(seller={"taxMode": gross}), exchange, history) == gross
    assert tax_mode_of(order(), exchange, history) == NET
    assert tax_mode_of(order(), exchange, History("https://example.com/api")) is None


@pytest.mark.parametrize(
    ("taxes", "total", "right"),
    [
        (["0.99", "0.99", "0.99"], "2.97", True),
        (["0.99", "0.99", "0.99"], "2.99", True),  # 0.998 each, all rounded down
        (["0.99", "0.99", "0.99"], "3.00", False),
        (["0.99"], "1.00", False),
        ([], "0.01", False),
        ([], "0", True),
    ],
)
def test_each_tax_may_be_rounded_up_or_down(taxes, total, right):
    taxed = order(*(item("5.99", tax=[tax]) for tax in taxes), totalPaymentDue={"priceCurrency": "GBP"})
    assert is_rounded_sum(Decimal(total), taxed) is right
