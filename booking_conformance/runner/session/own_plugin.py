"""The plugin of ``run``'s own session: an item of each planned instance of the checks that pytest finds."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from booking_conformance.results import Verdict
from booking_conformance.runner.session.check_item import CheckItem
from booking_conformance.runner.session.stash import STATE, declared_by

if TYPE_CHECKING:
    from booking_conformance.runner.session.state import SessionState

_NOT_CAUGHT = (pytest.exit.Exception, KeyboardInterrupt)


class OwnPlugin:
    """Gives the session its state, and no more of pytest than that takes."""

    def __init__(self, state: SessionState) -> None:
        self._state = state

    def pytest_configure(self, config: pytest.Config) -> None:
        """Put the state where items look for it."""
        config.stash[STATE] = self._state

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makeitem(self, collector: pytest.Module, name: str, obj: object) -> list[CheckItem] | None:
        """Make an item of each instance of a check that the scope grants; anything else is left to pytest."""
        check = declared_by(obj)
        if check is None or not collector.funcnamefilter(name):
            return None
        return [
            CheckItem.from_parent(collector, name=f"{name}[{each.label or 'core'}]", check=check, instance=each)
            for each in self._state.plan.instances.get(check.id, ())
            if each.preset is not Verdict.NOT_RUN
        ]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool:
        """Judge an item and report it; there is nothing to set up, and nothing to tear down."""
        call = pytest.CallInfo.from_call(item.runtest, when="call", reraise=_NOT_CAUGHT)
        report = item.ihook.pytest_runtest_makereport(item=item, call=call)
        item.ihook.pytest_runtest_logreport(report=report)
        return True

    def pytest_unconfigure(self) -> None:
        """Spare the recording the searches with which pytest ends, and those while the report is written."""
        gc.freeze()
