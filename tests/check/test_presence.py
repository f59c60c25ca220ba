"""Checks made of the table of presence are functions in the suites: found by name, located where they are written."""

import inspect
import json

import pytest

from booking_conformance.check.presence import presence_check
from booking_conformance.check.registry import all_checks
from booking_conformance.check.verify import Failed, NotApplicable
from booking_conformance.recording import History
from booking_conformance.specification import property_presence
from tests.support.makings import an_exchange

UUID = "e11429ea-467f-4270-ab62-e47368996fe8"
MADE = {rule.check for rule in property_presence() if rule.check in all_checks()}


def test_each_is_located_where_it_is_declared():
    assert len(MADE) > 25
    for check_id in MADE:
        function = all_checks()[check_id].function
        assert f"suites/{all_checks()[check_id].checkpoint}/" in inspect.getsourcefile(inspect.unwrap(function))
        assert function.__name__ == f"test_{check_id.replace('.', '_').replace('-', '_')}"


def test_its_docstring_says_what_passes():
    check = all_checks()["c1.omits-customer"]
    assert check.title == "The C1 response has no customer"
    assert "Pass: the response contains no `customer`." in check.description


def test_a_check_without_rows_is_refused():
    with pytest.raises(ValueError, match="cites no known requirement"):
        presence_check("c1.no-such-row")(lambda exchange, history: None)


def feed_page(**data):
    order = {"@type": "Order", "identifier": UUID, "orderedItem": [{"@type": "OrderItem"}], **data}
    return an_exchange(call="orders-feed", uuid=None, body=json.dumps({"items": [{"id": UUID, "data": order}]}))


def said_before(**item):
    history = History("https://example.com/api")
    history.add(an_exchange(call="B", uuid=UUID, sent=json.dumps({"orderedItem": [item]})))
    return history


def judge(page, history):
    all_checks()["orders-feed.omits-attendee-and-intake"].function(page, history)


def test_what_is_left_out_shows_nothing_where_the_order_was_not_given_it():
    with pytest.raises(NotApplicable):
        judge(feed_page(), said_before())


def test_what_is_left_out_passes_where_the_order_was_given_it():
    judge(feed_page(), said_before(attendee={"@type": "Person"}))


def test_what_is_not_left_out_fails_whether_or_not_the_order_was_given_it():
    with pytest.raises(Failed):
        judge(feed_page(orderedItem=[{"attendee": {"@type": "Person"}}]), said_before())
