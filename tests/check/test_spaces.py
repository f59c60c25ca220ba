"""Rules about spaces need an opportunity that states them."""

import pytest

from booking_conformance.check.spaces import require_left, require_spaces, spaces_before
from booking_conformance.check.verify import Failed, Information, NotApplicable
from booking_conformance.recording import Conversation, NotReached, Observation, Reading


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


_SHOWN = {"data": {"remainingAttendeeCapacity": 18}}


def _reading(*, passed=True, value=_SHOWN):
    seen = Observation("capacity", "ScheduledSession", "19 spaces left", seen=False, value=value, exchanges=("x0001",))
    facts = {"sentinel": {"open": passed}}
    return Reading(Conversation("c", "leasing", {}, (), observations=(seen,), facts=facts))


def _opportunity(*, exclusive=True):
    return {"type": "ScheduledSession", "exclusive": exclusive}


def test_the_spaces_awaited_are_left():
    require_left(_reading(), "capacity", _opportunity(), 18, "Too few.")


@pytest.mark.parametrize(("value", "got"), [(_SHOWN, "18 spaces left"), (None, "no number of spaces")])
def test_another_number_of_spaces_fails_with_both_numbers(value, got):
    with pytest.raises(Failed) as failed:
        require_left(_reading(value=value), "capacity", _opportunity(), 1, "Too few.", requirement="b-008")
    evidence = failed.value.evidence
    assert (evidence.expected, evidence.got, evidence.requirements) == ("1 space left", got, ("b-008",))


def test_where_others_may_book_another_number_is_only_reported():
    with pytest.raises(Information, match="18 spaces left, not 19 spaces left, but others may have booked"):
        require_left(_reading(), "capacity", _opportunity(exclusive=False), 19, "Too few.")


def test_nothing_is_judged_before_a_later_change_came_through_the_feed():
    with pytest.raises(NotReached, match="No later change came through the open feed"):
        require_left(_reading(passed=False), "capacity", _opportunity(), 19, "Too few.")
