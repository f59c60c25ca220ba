"""Whoever starts a run is asked first; the plan says what would be done."""

import asyncio

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import declared_settings
from booking_conformance.errors import BookingsNotAllowed
from booking_conformance.runner.execution import Execution
from booking_conformance.runner.permission import plan_text, require_permission
from booking_conformance.runner.run import plan_run


def configuration(host, **network):
    data = declared_settings()
    data["target"] = {"dataset_site": f"https://{host}/openactive"}
    return load(data={**data, "network": {**data["network"], **network}}, environment={}).configuration


def test_a_remote_host_has_to_be_named():
    far = configuration("booking.example.com")
    with pytest.raises(BookingsNotAllowed) as raised:
        require_permission(far, plan_run(far, ("c1.confirms",)))
    assert "Bookings: about" in raised.value.plan


def test_a_named_host_and_this_machine_need_no_more():
    named = configuration("booking.example.com", allow_bookings=["booking.example.com"])
    for allowed in (named, configuration("localhost")):
        require_permission(allowed, plan_run(allowed, ("c1.confirms",)))


def test_an_execution_asks_before_it_sends_anything(tmp_path):
    far = configuration("booking.example.com")
    execution = Execution(far, tmp_path / "journal.jsonl")
    with pytest.raises(BookingsNotAllowed):
        asyncio.run(execution.act(plan_run(far, ("c1.confirms",))))
    assert list(tmp_path.iterdir()) == []


def test_the_plan_counts_checks_and_limits():
    near = configuration("localhost")
    text = plan_text(near, plan_run(near, ()))
    assert f"Checks: {len(all_checks())}" in text
    assert "at most" in text
