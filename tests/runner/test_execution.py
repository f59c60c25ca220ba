"""How acting ends: what was cut off is told once, and the target is let go."""

import asyncio

import pytest

from booking_conformance.config.loading import load
from booking_conformance.errors import TargetUnreachable
from booking_conformance.recording import Conversation, Stop
from booking_conformance.runner.execution import Execution, why_stopped
from booking_conformance.runner.run import plan_run

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


def test_a_target_is_let_go_also_where_it_was_never_reached():
    configuration = load(data={"target": {"dataset_site": "http://127.0.0.1:1/"}}, environment={}).configuration
    let_go = []
    execution = Execution(configuration, progress=lambda _: None, let_go=lambda: let_go.append(True))
    with pytest.raises(TargetUnreachable):
        asyncio.run(execution.act(plan_run(configuration, ("dataset-site",))))
    assert let_go == [True]
