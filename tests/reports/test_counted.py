"""A number and its noun agree."""

import pytest

from booking_conformance.reports.counted import counted


@pytest.mark.parametrize(("number", "text"), [(0, "0 checks"), (1, "1 check"), (2, "2 checks")])
def test_a_number_and_its_noun_agree(number, text):
    assert counted(number, "check") == text
