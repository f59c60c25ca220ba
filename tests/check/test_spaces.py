"""Rules about spaces need an opportunity that states them."""

import pytest

from booking_conformance.check.spaces import spaces_before
from booking_conformance.check.verify import NotApplicable


def test_the_spaces_that_were_stated_are_returned():
    assert spaces_before({"capacity": 0}) == 0


def test_a_rule_about_spaces_is_not_applicable_where_none_are_stated():
    with pytest.raises(NotApplicable, match="states no capacity"):
        spaces_before({"capacity": None})
