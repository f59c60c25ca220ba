"""The life of an Order is told by the answers of its owner's calls."""

import json
from dataclasses import replace

from booking_conformance.suites.sequences.life import BOOKED, DELETED, QUOTED, UNKNOWN, ended
from tests.support.makings import an_exchange

ITEMS = [{"@id": f"https://x/orders/1#/{number}", "orderedItem": f"https://x/o/{number}"} for number in (1, 2)]
ORDER = {"@type": "Order", "orderedItem": ITEMS}


def made(call, body=None, status=200, sent=None, partner="primary"):
    exchange = an_exchange(call=call, status=status, body=json.dumps(body) if body is not None else "")
    request = replace(exchange.request, body=json.dumps(sent) if sent is not None else None)
    return replace(exchange, request=request, partner=partner)


def cancelled(*numbers, **options):
    return made("cancellation", status=204, sent={"orderedItem": [ITEMS[number] for number in numbers]}, **options)


def test_what_is_booked_and_cancelled_is_known_by_item():
    life = ended([made("C2", {}), made("B", ORDER, 201), cancelled(1)])
    assert (life.state, set(life.items.values()), life.cancelled) == (
        BOOKED,
        {"https://x/o/1", "https://x/o/2"},
        {ITEMS[1]["@id"]},
    )


def test_strangers_and_refusals_change_nothing():
    booked = [made("B", ORDER, 201)]
    assert ended([*booked, cancelled(0, partner="secondary")]).cancelled == set()
    assert ended([*booked, made("order-deletion", status=404)]).state == BOOKED
    assert ended([made("C2", {}), made("B", {}, 409)]).state == QUOTED


def test_what_becomes_of_a_deleted_order_uuid_is_open():
    deleted = [made("B", ORDER, 201), made("order-deletion", status=204)]
    assert ended(deleted).state == DELETED
    assert ended([*deleted, made("C2", {})]).state == UNKNOWN
    assert ended([*deleted, made("B", ORDER, 201)]).state == UNKNOWN
