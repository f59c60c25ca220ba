"""What a run would do is known before it begins, and nothing is sent to a host that nobody named."""

import pytest

from booking_conformance.config.loading import load
from booking_conformance.errors import SuiteError
from booking_conformance.results import Verdict
from booking_conformance.runner.execution import Execution
from booking_conformance.runner.run import RunOptions, plan_run, run

FAR = {
    "target": {"dataset_site": "https://booking.example.com/openactive"},
    "booking_partners": {"primary": {"headers": {"X-Key": "k"}}},
    "sellers": {"primary": {"id": "https://booking.example.com/sellers/1"}},
}


def configured():
    return load(data=FAR, environment={}).configuration


def test_a_selection_acts_out_what_its_checks_read():
    planned = plan_run(configured(), ("c1.confirms",))
    assert {scenario.name for scenario, _ in planned.parts} == {"booking"}
    assert {check.id for check, _ in planned.judged} >= {"c1.confirms"}


async def interrupted(*_):
    raise KeyboardInterrupt


def test_an_interrupt_before_anything_was_sent_is_reported_as_one(tmp_path, monkeypatch):
    monkeypatch.setattr(Execution, "act", interrupted)
    finished = run(configured(), RunOptions(tmp_path, only=("dataset-site",)))
    assert finished.result.run.interrupted
    assert {check.verdict for check in finished.result.checks} == {Verdict.NOT_RUN}


def test_nothing_is_booked_on_a_host_that_nobody_named(tmp_path):
    with pytest.raises(SuiteError, match="allow_bookings"):
        run(configured(), RunOptions(tmp_path / "r", only=("c1.confirms",)))
    assert not (tmp_path / "r" / "journal.jsonl").exists()
