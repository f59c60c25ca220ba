"""Media types are compared by type and version, plain values by what they plainly are."""

import pytest

from booking_conformance.specification.media_types import admits
from booking_conformance.specification.property_rules import property_presence
from booking_conformance.specification.schema_shortcuts import may_be_held, surely_holds, text_of

WANTED = "application/vnd.openactive.booking+json; version=1"


@pytest.mark.parametrize(
    ("got", "yes"),
    [
        (WANTED, True),
        ("Application/VND.openactive.booking+json;version=1; charset=utf-8", True),
        ("application/vnd.openactive.booking+json", False),
        ("application/json; version=1", False),
        (None, False),
        ("", False),
    ],
)
def test_the_version_counts_and_case_does_not(got, yes):
    assert admits(WANTED, got) is yes


def test_a_shortcut_never_holds_for_what_does_not():
    schema = {"type": "string", "enum": ["a"]}
    assert surely_holds(schema, "a")
    assert not surely_holds(schema, "b")
    assert not surely_holds({"type": "object"}, {})


def test_what_lists_objects_is_not_remembered():
    assert may_be_held({"a": 1})
    assert not may_be_held({"orderedItem": [{}]})
    assert text_of({"a": 10**5000}) == "" or len(text_of({"a": 10**5000})) > 5_000


def test_every_rule_of_presence_names_its_check():
    assert all(rule.check and rule.requirement for rule in property_presence())
