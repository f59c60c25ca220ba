"""A number and its noun agree."""

import pytest

from booking_conformance.reports.counted import counted


@pytest.mark.parametrize(("number", "text"), [(0, "0 checks"), (1, "1 check"), (2, "2 checks")])
def test_a_number_and_its_noun_agree(number, text):
    assert counted(number, "check") == text


def test_a_plural_of_its_own_is_given():
    assert (counted(1, "retry", "retries"), counted(2, "retry", "retries")) == ("1 retry", "2 retries")
