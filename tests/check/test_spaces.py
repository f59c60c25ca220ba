"""Rules about spaces need an opportunity that states them."""

import pytest

from booking_conformance.check.spaces import require_spaces, spaces_before
from booking_conformance.check.verify import Failed, NotApplicable
from booking_conformance.recording import Observation


def test_the_spaces_that_were_stated_are_returned():
    assert spaces_before({"capacity": 0}) == 0


def test_a_rule_about_spaces_is_not_applicable_where_none_are_stated():
    with pytest.raises(NotApplicable, match="states no capacity"):
        spaces_before({"capacity": None})


@pytest.mark.parametrize(
    ("data", "got"),
    [
        ({"padding": "x" * 900, "remainingAttendeeCapacity": 18}, "18 spaces left"),
        ({"remainingUses": 1}, "1 space left"),
        ({"name": "Yoga"}, "no number of spaces"),
    ],
)
def test_a_failure_shows_the_number_and_not_the_item(data, got):
    seen = Observation("capacity", "ScheduledSession", "19 spaces left", seen=False, value={"data": data})
    with pytest.raises(Failed) as failed:
        require_spaces(seen, "Too few.")
    assert (failed.value.evidence.expected, failed.value.evidence.got) == ("19 spaces left", got)
