"""Two answers are compared value by value; the first place where they differ is the evidence."""

import json

import pytest

from booking_conformance.check.comparison import agree, difference, pairs
from booking_conformance.check.verify import Failed
from booking_conformance.recording import Document, parse_json
from tests.support.makings import an_exchange


def documents(one, other):
    return Document(parse_json(one)), Document(parse_json(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"price": 5}', '{"price": "5.00"}'),
        ('{"a": 1, "ext:b": 2}', '{"a": 1}'),
        ('{"a": [1, {"b": 2}]}', '{"a": [1, {"b": 2}]}'),
        ('{"startDate": "2026-02-01T10:00:00Z"}', '{"startDate": "2026-02-01T11:00:00+01:00"}'),
        ('{"a": [1, {"b": 2}, 1]}', '{"a": [{"b": 2}, 1, 1]}'),
    ],
)
def test_prices_are_amounts_and_namespaces_do_not_count(one, other):
    assert difference(*documents(one, other)) is None


def test_the_first_place_that_differs_is_returned():
    found = difference(*documents('{"a": [{"b": 1}]}', '{"a": [{"b": 2}]}'))
    assert [place.pointer for place in found] == ["/a/0/b", "/a/0/b"]


def test_of_arrays_in_another_order_what_differs_is_returned():
    found = difference(*documents('{"a": [{"b": 1}, {"b": 2}, 3]}', '{"a": [3, {"b": 1}, {"b": 4}]}'))
    assert [(place.pointer, place.value) for place in found] == [("/a/1/b", 2), ("/a/2/b", 4)]


def test_a_time_without_offset_is_text():
    one, other = documents('{"startDate": "2026-02-01T10:00:00Z"}', '{"startDate": "2026-02-01T10:00:00"}')
    assert difference(one, other) is not None


def test_a_long_array_is_compared_as_it_comes():
    one, other = documents(*(json.dumps({"a": numbers}) for numbers in ([*range(200)], [*reversed(range(200))])))
    assert difference(one, other) is not None


def test_what_only_one_side_has_may_be_passed_over():
    one, other = documents('{"a": 1, "b": 2}', '{"a": 1}')
    assert difference(one, other) is not None
    assert difference(one, other, shared_only=True) is None
    assert difference(one, other, ["b"]) is None


def test_a_difference_fails_with_what_was_expected():
    with pytest.raises(Failed) as raised:
        agree(*documents('{"a": 1}', '{"a": 2}'), "They differ.")
    assert (raised.value.evidence.expected, raised.value.evidence.got) == ("2", "1")


def answer(*items):
    listed = [{"@id": name, "orderedItem": {"@id": "x"}, "orderItemStatus": status} for name, status in items]
    return an_exchange(body=json.dumps({"orderedItem": listed}))


def test_items_in_another_order_are_matched_by_their_ids():
    one, other = answer(("a", "here"), ("b", "there")), answer(("b", "there"), ("a", "here"))
    assert [(here["@id"].text, there["@id"].text) for here, there in pairs(one, other)] == [("a", "a"), ("b", "b")]


def test_items_with_other_ids_are_matched_as_they_come():
    one, other = answer(("a", "here"), ("b", "there")), answer(("c", "here"), ("d", "there"))
    assert [(here["@id"].text, there["@id"].text) for here, there in pairs(one, other)] == [("a", "c"), ("b", "d")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('[{"@id": "x", "remainingUses": 1}, {"@id": "y"}]', '[{"@id": "y"}, {"@id": "x", "remainingUses": 2}]', True),
        ('[{"name": "VAT", "price": 1}, {"name": "Levy", "price": 2}]',
         '[{"name": "Levy", "price": "2.00"}, {"name": "VAT", "price": "1.00"}]', True),
        ('[{"name": "VAT", "rate": 0.2, "price": 1}, {"name": "VAT", "rate": 0.05, "price": 2}]',
         '[{"name": "VAT", "rate": 0.05, "price": "2"}, {"name": "VAT", "rate": 0.20, "price": "1"}]', True),
        ('[{"name": "VAT", "price": 1}, {"name": "Levy", "price": 2}]',
         '[{"name": "Levy", "price": 1}, {"name": "VAT", "price": 2}]', False),
        ('["a", "a"]', '["a", "b"]', False),
    ],
)  # fmt: skip
def test_entries_of_arrays_are_matched_by_what_tells_them_apart(one, other, same):
    assert (difference(*documents(one, other), ["remainingUses"]) is None) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("2026-01-01T10:00:00Z", "2026-01-01T10:00:00.000Z", True), ("PT1H", "PT60M", True), ("PT1H", "PT1M", False)],
)
def test_moments_and_durations_may_be_written_differently_unless_as_written(one, other, same):
    here, there = documents(f'{{"a": "{one}"}}', f'{{"a": "{other}"}}')
    assert (difference(here, there) is None) is same
    assert difference(here, there, as_written=True) is not None
