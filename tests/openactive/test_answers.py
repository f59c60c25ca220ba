"""What an answer is, and what it is to be compared with."""

import json

import pytest

from booking_conformance.openactive.answers import Kind, by_position, is_known_error, kind_of
from booking_conformance.openactive.html_scripts import json_ld_scripts
from booking_conformance.openactive.money import minor_unit, sums_of
from booking_conformance.openactive.offer_signs import OFFER_SIGNS
from booking_conformance.recording import Document
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


def test_the_items_that_count_are_added_up():
    items = [{"acceptedOffer": {"price": 5}}, {"acceptedOffer": {"price": "2.50"}}]
    assert str(sums_of(Document({"@type": "Order", "orderedItem": items})).offers) == "7.50"
    assert str(minor_unit("GBP")) == "0.01"
    assert str(minor_unit("JPY")) == "1"


def test_every_sign_of_a_feature_can_be_asked_of_any_offer():
    for value in ({}, {"price": None}, {"price": "x", "openBookingFlowRequirement": 7}):
        for shows in OFFER_SIGNS.values():
            assert shows(Document(value)) in {True, False}
