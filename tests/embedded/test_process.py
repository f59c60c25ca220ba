import os
import signal

import pytest

from booking_conformance.embedded import process
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.errors import InternalError


@pytest.fixture(autouse=True)
def _fake(monkeypatch):
    monkeypatch.setattr(process, "_MODULE", "tests.support.fake_system")


def test_it_says_where_it_is_and_ends_with_its_block():
    with EmbeddedSystem() as system:
        assert system.running
        assert system.dataset_site == "http://127.0.0.1:9/x"
        assert system.configuration_data == {"target": {"dataset_site": "http://127.0.0.1:9/x"}, "seed": 3}
    assert not system.running


def test_what_was_started_before_is_entered_as_it_is_and_may_be_stopped_without():
    system = EmbeddedSystem()
    system.start()
    started = system._process
    with system:
        assert system._process is started
        assert system.configuration_data["seed"] == 3
    system.start()
    assert system.running
    system.stop()
    assert not system.running


def test_what_it_complains_of_is_told():
    with pytest.raises(InternalError, match="out of order"), EmbeddedSystem(faults=["x"]):
        pass


def test_it_is_let_go_and_ends_also_where_a_process_forked_since_has_its_input():
    with EmbeddedSystem() as system:
        kept = os.dup(system._process.stdin.fileno())
        try:
            system.let_go()
            assert system.wait() in {0, -signal.SIGTERM}
        finally:
            os.close(kept)


def test_it_ends_when_it_was_killed():
    with EmbeddedSystem() as system:
        system._process.send_signal(signal.SIGKILL)
        assert system.wait() == -signal.SIGKILL
