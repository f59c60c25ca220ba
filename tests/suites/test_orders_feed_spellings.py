"""An Orders feed as conformant systems write it in ways of their own, and what no writing hides."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import Conversation, Exchange, Observation, Request, Response
from booking_conformance.results import Verdict

IO = "https://openactive.io/"
BASE = "https://booking.example/api"
CHANGED, GONE = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
CONFIRMED, CANCELLED = f"{IO}OrderItemConfirmed", f"{IO}CustomerCancelled"
DUE = {"@type": "PriceSpecification", "price": 0}


def order(*statuses, **more):
    items = [{"@id": f"{BASE}/items/{n}", "orderItemStatus": status} for n, status in enumerate(statuses)]
    known = {"@type": "Order", "@id": f"{BASE}/orders/{CHANGED}", "orderedItem": items, "totalPaymentDue": DUE}
    return {**known, **more}


def item(data, modified=1, key="id", uuid=CHANGED):
    state = {"state": "updated", "data": data} if data else {"state": "deleted"}
    return {"kind": "Order", key: uuid, "modified": modified, **state}


FIRST, LAST = order(CANCELLED, CONFIRMED), order(CANCELLED, CANCELLED)


def verdict(check_id, first, last, whole=(), gone=None, raw=""):
    """Judge the conversation in which an Order changed twice and another one was deleted."""
    said = []

    def say(call, step, body="", status=200, method="GET"):
        started = datetime(2030, 1, 1, tzinfo=UTC) + timedelta(seconds=len(said))
        text = body if isinstance(body, str) else json.dumps(body)
        request, response = Request(method, f"{BASE}/{call}", (), None), Response(status, (), text)
        said.append(Exchange(f"x{len(said)}", call, request, response, started, 1.0, step=step, partner="primary"))
        return said[-1].id

    def seen(name, value):
        page = say("orders-feed", "poll", {"items": [value]})
        return Observation(name, "orders-feed", name, seen=True, value=value, exchanges=(page,))

    say("B", "changed B", order(CONFIRMED, CONFIRMED), 201, "PUT")
    say("cancellation", "changed first change", status=204, method="PATCH")
    observations = [seen("changed first change in feed", first)]
    say("cancellation", "changed second change", status=204, method="PATCH")
    observations.append(seen("changed second change in feed", last))
    if gone:
        say("order-deletion", "gone delete", status=204, method="DELETE")
        observations.append(seen("gone deleted", gone))
    say("orders-feed", "whole", raw or {"items": list(whole)})
    facts = {
        "orders": {"changed": CHANGED, "gone": GONE},
        "whole read": {"step": "whole", "complete": True, "broken": ""},
        "customer": {"email": "robin+1@example.com", "givenName": "Zoë-17"},
    }
    talk = Conversation("orders-feed[Slot]", "orders-feed", {}, tuple(said), tuple(observations), facts)
    return judge_conversation(all_checks()[check_id], talk, check_id, said).verdict


@pytest.mark.parametrize(
    ("earlier", "later", "right"),
    [
        (1, 2, True),
        (2, 1, False),
        (1, 1, False),
        ("2030-01-01T10:00:00Z", "2030-01-01T10:00:00.5Z", True),
        ("2030-01-01T12:00:00+02:00", "2030-01-01T10:30:00Z", True),
        ("2030-01-01T10:30:00Z", "2030-01-01T12:00:00+02:00", False),
        ("2030-01-01T10:00:00Z", "2030-01-01T12:00:00+02:00", False),
        ("b", "a", True),
        ("a", "a", False),
    ],
)
def test_modified_grows_as_its_kind_of_value_does(earlier, later, right):
    found = verdict("orders-feed.modified-grows", item(FIRST, earlier), item(LAST, later))
    assert found is (Verdict.PASS if right else Verdict.FAIL)


def test_lists_may_come_in_another_order():
    turned = {**LAST, "orderedItem": LAST["orderedItem"][::-1]}
    for check_id in ("orders-feed.whole-reading-is-current", "orders-feed.modified-grows"):
        assert verdict(check_id, item(FIRST, 1), item(LAST, 2), [item(turned, 2)]) is Verdict.PASS
    assert verdict("orders-feed.whole-reading-is-current", item(FIRST), item(LAST, 2), [item(FIRST, 2)]) is Verdict.FAIL


@pytest.mark.parametrize("key", ["id", "@id"])
@pytest.mark.parametrize(("later", "right"), [(None, True), (order(CONFIRMED), False)])
def test_a_deleted_order_is_known_by_its_id_however_that_is_called(key, later, right):
    last, gone = item(LAST, 9, key), item(None, 8, key, GONE)
    whole = [item(later, 8, key, GONE), last]
    found = verdict("orders-feed.deleted-order-stays-as-deleted", item(FIRST, 1, key), last, whole, gone)
    assert found is (Verdict.PASS if right else Verdict.FAIL)


def test_an_order_and_its_proposal_may_share_an_id():
    both = [item(LAST, 2), {**item(None, 2), "kind": "OrderProposal"}]
    assert verdict("orders-feed.each-order-once", item(FIRST), item(LAST, 2), both) is Verdict.PASS
    assert verdict("orders-feed.each-order-once", item(FIRST), item(LAST, 2), both[:1] * 2) is Verdict.FAIL


@pytest.mark.parametrize(
    "raw", [r'{"x": "robin\u002b1@example.com"}', '{"x": "Robin+1@Example.com"}', r'{"x": "zo\u00eb-17!"}']
)
def test_personal_data_are_found_however_they_are_written(raw):
    assert verdict("orders-feed.no-personal-data", item(FIRST), item(LAST), raw=raw) is Verdict.FAIL


def test_a_feed_without_personal_data():
    assert (
        verdict("orders-feed.no-personal-data", item(FIRST), item(LAST), raw='{"x": "robin@example.com"}')
        is Verdict.PASS
    )


@pytest.mark.parametrize(("name", "right"), [("beta:points", True), ("@context", True), ("description", False)])
def test_what_an_extension_adds_to_a_price_is_no_addition(name, right):
    shown = {**FIRST, "totalPaymentDue": {**DUE, name: "x"}}
    found = verdict("orders-feed.is-subset-of-b", item(shown), item(LAST))
    assert found is (Verdict.PASS if right else Verdict.FAIL)
