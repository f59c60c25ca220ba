"""A run whose time is over says so once, with the number of scenarios that it cut off."""

import pytest

from booking_conformance.recording import Conversation, Stop
from booking_conformance.runner.execution import why_stopped

OVER = "the limit of 15 minutes is reached"


def acted(stop=None):
    return Conversation("booking", "booking", {}, (), stop=stop)


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "0 scenarios were cut off"), (1, "1 scenario was cut off"), (3, "3 scenarios were cut off")],
)
def test_the_end_of_the_time_is_told_once_for_all_scenarios(count, told):
    others = [acted(), acted(Stop("C2 was refused"))]
    assert why_stopped(OVER, [*others, *[acted(Stop(OVER))] * count]) == f"{OVER}; {told}"


def test_a_run_that_came_to_its_end_was_not_stopped():
    assert why_stopped(None, [acted(Stop("C2 was refused"))]) is None
