"""Checks made of the table of presence are functions in the suites: found by name, located where they are written."""

import inspect

import pytest

from booking_conformance.check.presence import presence_check
from booking_conformance.check.registry import all_checks
from booking_conformance.specification import property_presence

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
    assert "Pass: `customer` is nowhere in the response." in check.description


def test_a_check_without_rows_is_refused():
    with pytest.raises(ValueError, match="cites no known requirement"):
        presence_check("c1.no-such-row")(lambda exchange, history: None)
