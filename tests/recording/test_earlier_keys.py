"""Messages of version 1.0 may have type and id for @type and @id, and are read alike."""

import json
from dataclasses import replace

import pytest

from booking_conformance.recording.earlier_keys import with_current_keys
from tests.support.makings import an_exchange

CONTEXT = "https://openactive.io/"
ITEM = {"state": "updated", "id": "7", "modified": 1}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"@context": CONTEXT, "type": "Order", "id": "a"}, {"@context": CONTEXT, "@type": "Order", "@id": "a"}),
        (
            {"@context": CONTEXT, "orderedItem": [{"type": "OrderItem", "seller": {"id": "s"}}]},
            {"@context": CONTEXT, "orderedItem": [{"@type": "OrderItem", "seller": {"@id": "s"}}]},
        ),
        (
            {"@context": CONTEXT, "@type": "Order", "type": "x"},
            {"@context": CONTEXT, "@type": "Order", "type": "x"},
        ),
        (
            {"items": [{**ITEM, "data": {"@context": CONTEXT, "id": "a"}}]},
            {"items": [{**ITEM, "data": {"@context": CONTEXT, "@id": "a"}}]},
        ),
        ({"type": "session", "id": 1}, {"type": "session", "id": 1}),
        ([], []),
        ("type", "type"),
    ],
)
def test_what_has_a_context_has_the_keys_of_today(written, read):
    before = json.dumps(written)
    assert with_current_keys(written) == read
    assert json.dumps(written) == before


def test_any_depth_is_read():
    document = top = {"@context": CONTEXT}
    for _ in range(20_000):
        document["type"] = document = {"id": 1}
    found = with_current_keys(top)
    for _ in range(20_000):
        found = found["@type"]
    assert found == {"@id": 1}


@pytest.mark.parametrize(
    ("profile", "call", "kind"),
    [("1.0", "B", "Order"), ("", "B", None), ("1.0-cr3", "B", None), ("1.0", "checkout-session", None)],
)
def test_only_version_1_0_has_them_and_no_checkout(profile, call, kind):
    body = json.dumps({"@context": CONTEXT, "type": "Order"})
    exchange = replace(an_exchange(call=call, body=body), profile=profile)
    assert exchange.answer["@type"].text == kind
