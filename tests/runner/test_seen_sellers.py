"""A wrong Seller id shows before a run, and so does the scope that a configuration makes possible."""

import json
from dataclasses import replace

from booking_conformance.config.loading import load
from booking_conformance.embedded.process import declared_settings
from booking_conformance.recording import Response
from booking_conformance.runner.findings.seen_sellers import scope_finding, seller_findings, sellers_shown
from tests.support.samples import exchange

SELLERS = {"primary": {"id": "https://s.example/1"}, "secondary": {"id": "https://s.example/3"}}


def page(*data):
    items = [{"state": "updated", "kind": "K", "id": str(n), "modified": n, "data": one} for n, one in enumerate(data)]
    shown = exchange(1, "open-feed", 200)
    return replace(shown, response=Response(200, (), json.dumps({"next": "n", "items": items, "license": "l"})))


def configured(**settings):
    return load(data={**declared_settings(), **settings}, environment={}).configuration


def test_sellers_are_found_where_items_have_them():
    one, two = {"@type": "Organization", "@id": "https://s.example/1"}, {"@id": "https://s.example/2"}
    shown = sellers_shown(
        [page({"superEvent": {"organizer": one}}, {"organizer": one}, {"facilityUse": {"provider": two}})]
    )
    assert shown == {"https://s.example/1": 2, "https://s.example/2": 1}
    assert sellers_shown([replace(page({"organizer": one}), call="orders-feed")]) == {}
    assert sellers_shown([replace(page(), response=Response(200, truncated=True))]) == {}


def test_a_seller_that_no_first_page_shows_is_named_with_those_that_are_there():
    shown = {"https://s.example/1": 2, "https://s.example/2": 1}
    found = {
        name: (ok, detail, remedy) for name, ok, detail, remedy in seller_findings(configured(sellers=SELLERS), shown)
    }
    assert found["Seller primary"][0] is True
    assert found["Seller secondary"][0] is None
    assert "https://s.example/2 (1)" in found["Seller secondary"][1]
    assert found["Seller secondary"][2] == "Check sellers.secondary.id."


def test_without_sellers_the_feeds_say_which_there_are():
    (finding,) = seller_findings(configured(sellers={}), {"https://s.example/2": 1})
    assert finding[1:] == (
        None,
        "none is configured; the feeds show https://s.example/2 (1)",
        "Configure [sellers.primary].",
    )


def test_the_scope_is_told_with_what_the_next_one_needs():
    assert scope_finding(configured()) == ("scope", True, "full", "")
    name, ok, detail, remedy = scope_finding(configured(sellers={}))
    assert (name, ok, detail) == ("scope", None, "read")
    assert "For scope book: Configure [sellers.primary]" in remedy
