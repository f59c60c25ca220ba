"""One thing in traffic of others that no conformant system says is found, and by the check whose rule it breaks."""

import copy

import pytest

from tests.support import hars
from tests.support.auditing import audited
from tests.support.documents import BASE, DOCUMENTS, UUID

ORDER, STATUS = f"{BASE}/orders/{UUID}", "https://openactive.io/OrderItemProposed"


def at(minute, one):
    return {**one, "startedDateTime": f"2026-03-02T10:{minute:02}:00Z", "time": 5}


def order(kind="order", **of_items):
    found = copy.deepcopy(DOCUMENTS[kind])
    found["orderedItem"] = [{**item, **of_items} for item in found["orderedItem"]]
    return found


def booked(status=201, answer=None):
    return at(1, hars.entry("PUT", ORDER, status, answer or order(), DOCUMENTS["b-request"]))


def patched(identifier):
    item = {"@type": "OrderItem", "@id": identifier, "orderItemStatus": "https://openactive.io/CustomerCancelled"}
    return at(2, hars.entry("PATCH", ORDER, 204, None, {"@type": "Order", "orderedItem": [item]}))


def shown(**of_items):
    return at(2, hars.entry("GET", ORDER, 200, order("order-status", **of_items)))


def in_feed(**of_items):
    page = copy.deepcopy(DOCUMENTS["orders-feed-page"])
    page["items"][0]["data"]["orderedItem"][0] |= of_items
    return at(2, hars.entry("GET", f"{BASE}/orders-rpde", 200, page))


OWN = DOCUMENTS["order"]["orderedItem"][0]["@id"]
FULL = [{"@type": "OpportunityIsFullError", "name": "full"}]


@pytest.mark.parametrize(
    ("check", "wrong", "right"),
    [
        ("errors.stands-alone", [booked(409)], [booked(409, order(error=FULL))]),
        ("messages.order-item-status", [shown(orderItemStatus=STATUS)], [shown()]),
        ("messages.order-item-status", [in_feed(orderItemStatus=STATUS)], [in_feed()]),
        ("messages.patch-within-bounds", [booked(), patched(f"{OWN}77")], [booked(), patched(OWN)]),
        ("messages.patch-within-bounds", [booked(), patched(f"{OWN}77")], [patched(f"{OWN}77")]),
    ],
)
def test_a_defect_is_found_and_what_is_right_is_not(tmp_path, check, wrong, right):
    assert check in audited(hars.written(tmp_path / "wrong.har", wrong)).broken()
    assert check not in audited(hars.written(tmp_path / "right.har", right)).broken()
