"""Media types are compared by type and version, plain values by what they plainly are."""

import pytest

from booking_conformance.specification.media_types import admits, is_as_asked
from booking_conformance.specification.property_rules import property_presence

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


def test_every_rule_of_presence_names_its_check():
    assert all(rule.check and rule.requirement for rule in property_presence())


@pytest.mark.parametrize(
    ("accept", "got", "asked"),
    [
        ("application/json", "application/json; charset=utf-8", True),
        ("application/json, text/plain, */*", "application/json", True),
        ("Application/JSON;q=0.9", "application/json", True),
        ("application/json, application/vnd.openactive.booking+json; version=1", "application/json", False),
        ("*/*", "application/json", False),
        ("text/html", "application/json", False),
        (None, "application/json", False),
        ("application/json", None, False),
    ],
)
def test_what_a_request_asked_for_by_name(accept, got, asked):
    assert is_as_asked(accept, got, [WANTED]) is asked
