"""A place in a document leads to a missing place, never to an exception, and knows its pointer."""

import gc
from contextlib import suppress
from decimal import Decimal

import pytest

from booking_conformance.recording.document import Document
from booking_conformance.recording.json_text import parse_json
from booking_conformance.recording.missing import MISSING

DOCUMENT = Document({"orderedItem": [{"price": "5.00"}, {"a/b": {"~": True}}], "n": Decimal("60.0"), "t": True})


def test_what_is_missing_leads_on():
    place = DOCUMENT["nowhere"]["at"]["all"]
    assert not place
    assert (place.text, place.integer, place.decimal, place.each(), place.properties()) == (None, None, None, [], [])
    assert place.value is MISSING


def test_pointers_are_escaped():
    assert DOCUMENT["orderedItem"].each()[1]["a/b"]["~"].pointer == "/orderedItem/1/a~1b/~0"


def test_paths_lead_to_places_that_exist():
    assert [place.pointer for place in DOCUMENT.find("orderedItem[*].price")] == ["/orderedItem/0/price"]
    assert DOCUMENT.find("orderedItem[price=5.00].price") == []


def test_whole_numbers_and_truth_values():
    assert DOCUMENT["n"].integer == 60
    assert DOCUMENT["t"].integer is None
    assert DOCUMENT["t"].boolean is True


@pytest.mark.parametrize("text", ["NaN", "[" * 5_000, "{", "1e999999999999"])
def test_what_is_not_json_is_a_value_error_or_a_number_that_is_not_an_amount(text):
    with suppress(ValueError):
        assert Document(parse_json(text)).decimal is None


def test_a_document_that_was_read_leaves_no_garbage():
    gc.collect()
    document = Document({"orderedItem": [{"orderedItem": {"@id": "x"}}]})
    assert len(list(document.objects())) == 3
    assert document.named("@id")
    del document
    assert gc.collect() == 0
