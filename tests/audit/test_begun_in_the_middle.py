"""Recordings that begin in the middle, or that have only one side of what was said: what may be, is not blamed."""

import copy

import pytest

from tests.support import hars
from tests.support.auditing import audited
from tests.support.documents import BASE, DOCUMENTS, UUID

URL, STATUS = f"{BASE}/orders/{UUID}", "messages.order-item-status"
FEED_CHECKS = ("messages.schema", "orders-feed.offer-and-opportunity-together")


def booked(status, code):
    answer = copy.deepcopy(DOCUMENTS["order"])
    answer["orderedItem"][0]["orderItemStatus"] = f"https://openactive.io/{status}"
    return hars.entry("PUT", URL, code, answer, DOCUMENTS["b-request"])


def quoted():
    return hars.entry("PUT", f"{BASE}/order-quotes/{UUID}", 200, DOCUMENTS["order-quote-c2"], DOCUMENTS["c2-request"])


@pytest.mark.parametrize(
    ("before", "status", "code", "blamed"),
    [
        ([], "CustomerCancelled", 200, False),
        ([], "CustomerCancelled", 201, True),
        ([], "OrderItemProposed", 200, True),
        ([quoted()], "CustomerCancelled", 200, True),
    ],
)
def test_a_b_may_repeat_one_that_was_not_recorded(tmp_path, before, status, code, blamed):
    file = hars.written(tmp_path / "x.har", [*before, booked(status, code)])
    assert (STATUS in audited(file).broken()) is blamed


def unpriced(with_total=False):
    page = copy.deepcopy(DOCUMENTS["orders-feed-page"])
    del page["items"][1:]
    data = page["items"][0]["data"]
    del data["orderedItem"][0]["acceptedOffer"]
    if not with_total:
        del data["totalPaymentDue"]
    return hars.entry("GET", f"{BASE}/orders-rpde", 200, page)


@pytest.mark.parametrize(
    ("entries", "blamed"),
    [
        ([unpriced()], False),
        ([unpriced(with_total=True)], True),
        ([booked("OrderItemConfirmed", 201), unpriced()], True),
    ],
)
def test_an_order_without_prices_may_have_been_paid_dynamically(tmp_path, entries, blamed):
    found = audited(hars.written(tmp_path / "x.har", entries)).broken()
    assert any(check in found for check in FEED_CHECKS) is blamed
