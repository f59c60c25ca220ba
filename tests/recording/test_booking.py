"""What a B says of its Order: what was asked for, and what never changes of what came back."""

import json
from dataclasses import replace

from booking_conformance.recording.booking import Wanted, booking, item_ids_in, wanted_in
from tests.support.makings import an_exchange

ITEM = {"orderedItem": {"@id": "s"}, "acceptedOffer": {"@id": "o"}}
SENT = json.dumps({"orderedItem": [ITEM], "customer": {"email": "Someone@example.com"}})


def b(**answer):
    return an_exchange(call="B", sent=SENT, body=json.dumps(answer))


def test_what_is_asked_for_and_by_whom_is_known():
    assert wanted_in(b()) == Wanted((("s", "o"),), "someone@example.com")


def test_of_a_request_that_was_not_recorded_nothing_is():
    lost = b()
    assert wanted_in(replace(lost, request=replace(lost.request, body=None, body_lost=True))) == Wanted()


def test_what_one_of_two_requests_leaves_out_is_no_difference():
    whole = Wanted((("s", "o"),), "a@example.com")
    assert whole.agrees_with(Wanted())
    assert Wanted(customer="a@example.com").agrees_with(whole)
    assert not whole.agrees_with(Wanted(customer="b@example.com"))
    assert not whole.agrees_with(Wanted((("s", "p"),)))


def test_items_are_known_where_each_has_an_id():
    assert item_ids_in(b(orderedItem=[{"@id": "1"}, {"@id": "2"}]).answer) == {"1", "2"}
    assert item_ids_in(b(orderedItem=[{"@id": "1"}, {}]).answer) is None
    assert item_ids_in(b().answer) is None


def test_what_never_changes_is_named_by_its_path():
    found = booking(b(orderNumber="N", broker={"name": "Broker"}, seller={"@id": "s"}, payment={}))
    assert dict(found.fixed) == {"orderNumber": "N", "broker/name": "Broker", "seller/@id": "s"}
    assert found.by.request.body is None
