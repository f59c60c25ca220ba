"""The life of an Order is told by the answers of its owner's calls."""

import json
from dataclasses import replace

from booking_conformance.openactive.order_life import BOOKED, DELETED, QUOTED, UNKNOWN, breaks, ended
from tests.support.makings import an_exchange

ITEMS = [{"@id": f"https://x/orders/1#/{number}", "orderedItem": f"https://x/o/{number}"} for number in (1, 2)]
NOT_PERMITTED = {"@context": "https://openactive.io/", "@type": "CancellationNotPermittedError"}
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


def test_what_must_succeed_and_does_not_breaks_a_life():
    assert not breaks([made("C2", {}), made("B", ORDER, 201), cancelled(1)])
    assert breaks([made("C2", {}), made("B", ORDER, 201), made("order-deletion", status=409)])
    assert not breaks([made("C2", {}), made("B", ORDER, 201), made("order-deletion", status=403, partner="secondary")])


def test_what_is_cancelled_already_can_be_cancelled_again_whatever_is_permitted():
    booked = [made("C2", {}), made("B", ORDER, 201)]
    again = made("cancellation", NOT_PERMITTED, 400, sent={"orderedItem": [ITEMS[1]]})
    other = made("cancellation", NOT_PERMITTED, 400, sent={"orderedItem": ITEMS})
    assert not breaks([*booked, again])
    assert not breaks([*booked, cancelled(1), other])
    assert breaks([*booked, cancelled(1), again])


def test_an_item_that_is_said_to_be_what_it_is_not_breaks_a_life():
    said = {"orderedItem": [{**ITEMS[0], "orderItemStatus": "https://openactive.io/OrderItemConfirmed"}]}
    assert not breaks([made("B", ORDER, 201), made("order-status", said)])
    assert breaks([made("B", ORDER, 201), cancelled(0), made("order-status", said)])
