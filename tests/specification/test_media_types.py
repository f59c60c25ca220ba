"""Media types are compared by type and version, plain values by what they plainly are."""

import pytest

from booking_conformance.specification.media_types import admits
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
