"""A run of the embedded system, acted once for the tests that alter its recording."""

import asyncio

import pytest

from booking_conformance.check.judging.judge import Judge
from booking_conformance.check.planning.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.runner.execution import Execution


@pytest.fixture(scope="session")
def acted():
    """The recording of a run of the embedded system, and the checks that are judged on it with their instances."""
    with EmbeddedSystem() as system:
        data = system.configuration_data
        data["opportunities"] = {**data["opportunities"], "types": ["ScheduledSession"]}
        configuration = load(data={**data, "effort": "low"}, environment={}).configuration
        planned = plan(all_checks(), frozenset(all_checks()), configuration)
        execution = Execution(configuration, throwaway=True, progress=lambda _: None)
        asyncio.run(execution.act(planned))
    return execution.recording, planned.judged


@pytest.fixture(scope="session")
def outcomes(acted):
    """What each instance of a check comes to on the finished recording, by its id."""
    recording, planned = acted
    judge = Judge(recording, planned)
    return {instance.instance_id: judge.judge(check, instance) for check, instance in planned}
