"""What the Orders feed need not state of an Order whose price a DynamicPayment leaves to an agreement."""

import json
from datetime import UTC, datetime

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.recording import Exchange, History, Request, Response
from booking_conformance.results import Verdict
from tests.support.documents import BASE, UUID
from tests.support.judged import judge

ITEM = {
    "@type": "OrderItem",
    "@id": f"{BASE}/orders/{UUID}#/orderedItem/1",
    "orderItemStatus": "https://openactive.io/OrderItemConfirmed",
    "orderedItem": {"@type": "Slot", "@id": "https://booking.example/slots/1"},
}
ORDER = {"@type": "Order", "@id": f"{BASE}/orders/{UUID}", "identifier": UUID, "orderedItem": [ITEM]}
PAGE = {
    "next": f"{BASE}/orders-rpde?afterTimestamp=5&afterId={UUID}",
    "items": [{"state": "updated", "kind": "Order", "id": UUID, "modified": 5, "data": ORDER}],
}


def _exchange(call: str, sent: object, body: object, uuid: str | None) -> Exchange:
    request = Request("PUT", f"{BASE}/{call}", (), json.dumps(sent))
    return Exchange(call, call, request, Response(200, (), json.dumps(body)), datetime.now(UTC), 1.0, order_uuid=uuid)


@pytest.mark.parametrize("check", ["messages.schema", "orders-feed.offer-and-opportunity-together"])
@pytest.mark.parametrize(("payment", "fails"), [("Payment", True), ("DynamicPayment", False)])
def test_a_dynamic_payment_excuses_its_own_order_only(check, payment, fails):
    history = History(BASE)
    history.add(_exchange("B", {"payment": {"@type": payment, "accountId": "7"}}, {}, UUID))
    found = judge(all_checks()[check], _exchange("orders-feed", None, PAGE, None), history)
    assert (found.verdict is Verdict.FAIL) is fails
