"""Where the hooks and fixtures of a pytest session find its state, and the check that an item is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from booking_conformance.check.declaration import declared_check

if TYPE_CHECKING:
    from booking_conformance.check import Check
    from booking_conformance.check.planning.instances import CheckInstance
    from booking_conformance.runner.session.state import SessionState

STATE: pytest.StashKey[SessionState] = pytest.StashKey()
_PLAIN: pytest.StashKey[bool] = pytest.StashKey()
INSTANCE: pytest.StashKey[CheckInstance] = pytest.StashKey()


def state_of(config: pytest.Config) -> SessionState:
    """Return the state of the session, made when it is first asked for."""
    if STATE not in config.stash:
        from booking_conformance.runner.session.plain_pytest import plain_state

        config.stash[STATE] = plain_state(config)
        config.stash[_PLAIN] = True
    return config.stash[STATE]


def plain_state_of(config: pytest.Config) -> SessionState | None:
    """Return the state of a plain session in which something was judged, else None."""
    state = config.stash.get(STATE, None)
    return state if state is not None and _PLAIN in config.stash and state.outcomes else None


def check_of(item: object) -> Check | None:
    """Return the check that an item is, if it is one."""
    return declared_by(getattr(item, "function", None))


def declared_by(function: object) -> Check | None:
    """Return the check as the registry knows it: pytest may have imported its module under another name."""
    from booking_conformance.check.registry import all_checks

    declared = declared_check(function)
    return all_checks()[declared.id] if declared else None
