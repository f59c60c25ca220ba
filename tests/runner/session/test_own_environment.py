"""A run knows nothing of the user's settings of pytest and Hypothesis, and leaves them as they are."""

import os
from contextlib import suppress

from booking_conformance.runner.session.own_environment import own_environment

FOREIGN = {"PYTEST_ADDOPTS": "-x", "HYPOTHESIS_PROFILE": "mine"}


def seen_by_an_interrupted_run():
    seen = []
    with suppress(KeyboardInterrupt), own_environment():
        seen += os.environ
        raise KeyboardInterrupt
    return set(seen)


def test_settings_of_the_user_are_dropped_for_a_while_however_it_ends(monkeypatch):
    for name, value in {**FOREIGN, "KEPT": "1"}.items():
        monkeypatch.setenv(name, value)
    seen = seen_by_an_interrupted_run()
    assert "KEPT" in seen
    assert not FOREIGN.keys() & seen
    assert {name: os.environ[name] for name in FOREIGN} == FOREIGN
