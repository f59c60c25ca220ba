"""An instance of a check as an item of the session of ``run``.

pytest's own items of functions are there for their fixtures. Here nothing is to be set up: it was acted out before, and
what is judged is found in the state. To make, set up and tear down such items took two fifths of the session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from booking_conformance.runner.session.pytest_outcome import show_outcome
from booking_conformance.runner.session.stash import state_of

if TYPE_CHECKING:
    from pathlib import Path

    from booking_conformance.check import Check
    from booking_conformance.check.planning.instances import CheckInstance


class CheckItem(pytest.Item):
    """Judges one instance of a check."""

    def __init__(self, *, check: Check, instance: CheckInstance, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._check = check
        self._instance = instance

    def runtest(self) -> None:
        """Judge, and end as pytest ends an item with such a verdict."""
        show_outcome(self, self._check, state_of(self.config).judge(self._check, self._instance))

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return where the item is found, and its name."""
        return self.path, None, self.name
