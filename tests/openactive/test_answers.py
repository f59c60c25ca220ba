"""What an answer is, and what it is to be compared with."""

import json

import pytest

from booking_conformance.openactive.answers import Kind, base_uri_of, by_position, is_known_error, kind_of, orders_in
from booking_conformance.openactive.feature_signs import OFFER_SIGNS
from booking_conformance.openactive.html_scripts import json_ld_scripts
from booking_conformance.recording import Document, History
from tests.support.makings import an_exchange

WITH_ERROR = {"@type": "OrderQuote", "orderedItem": [{"position": 0, "error": [{"@type": "OpportunityIsFullError"}]}]}


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [(200, {"@type": "OrderQuote"}, Kind.SUCCESS), (409, WITH_ERROR, Kind.ITEM_ERRORS), (404, {}, Kind.ERROR)],
)
def test_kinds_of_answers(status, body, kind):
    assert kind_of(an_exchange(call="C1", status=status, body=json.dumps(body))) is kind


def test_positions_that_are_not_distinct_identify_nothing():
    items = [{"position": 0}, {"position": 1}]
    assert set(by_position(Document({"orderedItem": items}))) == {0, 1}
    assert by_position(Document({"orderedItem": [items[0], items[0]]})) == {}


def test_extensions_have_a_namespace():
    assert is_known_error("acme:QuotaError")
    assert not is_known_error("QuotaError")


def test_scripts_in_comments_do_not_count():
    page = '<!-- <script type="application/ld+json">1</script> --><SCRIPT type="application/ld+json">2</script>'
    assert list(json_ld_scripts(page)) == ["2"]


@pytest.mark.parametrize(
    ("call", "status", "body", "ids"),
    [
        ("B", 200, {"@id": "o1"}, ["o1"]),
        ("B", 200, ["o1"], []),
        ("C2", 409, {**WITH_ERROR, "@id": "o1"}, ["o1"]),
        ("C2", 404, {"@id": "o1"}, []),
        ("order-deletion", 200, {"@id": "o1"}, []),
        ("orders-feed", 200, {"items": [{"data": {"@id": "o1"}}, {"data": "o2"}, {"state": "deleted"}]}, ["o1"]),
        ("orders-feed", 404, {"items": [{"data": {"@id": "o1"}}]}, []),
    ],
)
def test_the_orders_that_stand_in_an_answer(call, status, body, ids):
    found = orders_in(an_exchange(call=call, status=status, body=json.dumps(body)))
    assert [order.id for order in found] == ids


def test_the_base_uri_is_what_stands_before_the_path_of_the_call():
    exchange = an_exchange(call="C1")
    assert base_uri_of(exchange, History("https://known.example.com")) == "https://known.example.com"
    assert base_uri_of(exchange, History("")) == "https://example.com/api"
    assert base_uri_of(an_exchange(call="B"), History("")) is None
    assert base_uri_of(an_exchange(call="open-feed"), History("")) is None
    assert base_uri_of(an_exchange(call=""), History("")) is None


def test_every_sign_of_a_feature_can_be_asked_of_any_offer():
    for value in ({}, {"price": None}, {"price": "x", "openBookingFlowRequirement": 7}):
        for shows in OFFER_SIGNS.values():
            assert shows(Document(value)) in {True, False}
