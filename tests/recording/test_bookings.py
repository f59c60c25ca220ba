"""What lasts of an Order is remembered: what its first B said, and what was cancelled of it."""

import json
from dataclasses import replace
from decimal import Decimal

from booking_conformance.recording.bookings import Bookings
from tests.support.makings import an_exchange

_CONFIRMED, _CANCELLED = (f"https://openactive.io/{word}" for word in ("OrderItemConfirmed", "CustomerCancelled"))


def _order(*items, status=_CONFIRMED, total=20, **more):
    entries = [{"@id": item, "orderItemStatus": status} for item in items]
    return json.dumps({"@type": "Order", "orderedItem": entries, "totalPaymentDue": {"price": total}, **more})


def _b(*items, seconds=0, **more):
    return an_exchange(call="B", uuid="AB", seconds=seconds, body=_order(*items, **more), identifier=f"x{seconds}")


def _remembering(*exchanges, kept=10):
    bookings = Bookings(kept)
    for exchange in exchanges:
        bookings.add(exchange)
    return bookings


def test_what_the_first_b_said_is_kept_whatever_a_later_one_says():
    found = _remembering(_b("one", "two", orderNumber="N1"), _b("three", seconds=5)).booked("primary", "ab")
    assert found is not None
    assert (found.by.id, found.items, found.total) == ("x0", {"one", "two"}, Decimal(20))
    assert dict(found.fixed) == {"orderNumber": "N1"}


def test_what_was_refused_or_is_of_another_partner_is_no_booking():
    refused = an_exchange(call="B", uuid="ab", status=409, body=_order("one"))
    bookings = _remembering(refused)
    assert bookings.booked("primary", "ab") is None
    bookings.add(_b("one"))
    assert bookings.booked("secondary", "ab") is None


def test_items_that_cannot_be_told_apart_are_not_known():
    body = json.dumps({"orderedItem": [{"@id": "one"}, {}]})
    found = _remembering(an_exchange(call="B", uuid="ab", body=body)).booked("primary", "ab")
    assert found is not None
    assert found.items is None


def test_a_total_says_nothing_where_something_was_cancelled_already():
    found = _remembering(_b("one", status=_CANCELLED)).booked("primary", "ab")
    assert found is not None
    assert found.total is None


def test_what_a_patch_cancelled_and_what_order_status_shows_as_cancelled_is_known():
    sent = json.dumps({"orderedItem": [{"@id": "one", "orderItemStatus": _CANCELLED}]})
    patch = an_exchange(call="cancellation", uuid="ab", sent=sent, status=204, body="", seconds=1)
    status = an_exchange(call="order-status", uuid="ab", body=_order("two", status=_CANCELLED), seconds=2)
    bookings = _remembering(_b("one", "two", "three"), patch, status)
    assert {item: known.by.call for item, known in bookings.cancelled("primary", "AB").items()} == {
        "one": "cancellation",
        "two": "order-status",
    }


def test_what_a_feed_shows_as_cancelled_is_known_with_its_version():
    entry = {"modified": 7, "data": {"identifier": "ab", **json.loads(_order("one", status=_CANCELLED))}}
    page = an_exchange(call="orders-feed", uuid=None, body=json.dumps({"items": [entry]}))
    bookings = _remembering(page)
    assert bookings.cancelled("primary", "ab") == {}
    assert bookings.cancelled_in_feed("primary", "ab")["one"].modified == 7


def test_an_order_that_is_deleted_is_forgotten_with_what_may_have_come_before():
    deletion = an_exchange(call="order-deletion", uuid="ab", status=204, body="", seconds=10)
    bookings = _remembering(_b("one"), deletion)
    assert bookings.booked("primary", "ab") is None
    bookings.add(_b("one", seconds=10))
    assert bookings.booked("primary", "ab") is None
    bookings.add(_b("one", seconds=20))
    assert bookings.booked("primary", "ab") is not None


def test_no_more_orders_are_kept_than_there_is_room_for():
    bookings = _remembering(*(an_exchange(call="B", uuid=f"o{n}", body=_order("one")) for n in range(3)), kept=2)
    assert [bookings.booked("primary", f"o{n}") is None for n in range(3)] == [True, False, False]


def test_a_copy_remembers_the_same_and_learns_alone():
    bookings = _remembering(_b("one"))
    copy = bookings.copy()
    copy.add(an_exchange(call="order-deletion", uuid="ab", status=204, body="", seconds=10))
    assert copy.booked("primary", "ab") is None
    assert bookings.booked("primary", "ab") is not None


def test_a_response_that_was_not_recorded_says_nothing():
    whole = _b("one")
    lost = replace(whole, response=replace(whole.response, body="", body_lost=True))
    assert _remembering(lost).booked("primary", "ab") is None
