"""A run of a target in a process of this machine."""

from __future__ import annotations

import subprocess
import sys
from signal import SIGINT
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from booking_conformance.fleet.target_run import TargetRun


class RunHere:
    """Starts the run at once."""

    def __init__(self, run: TargetRun) -> None:
        with run.log.open("wb") as output:
            # In a session of its own a run does not see the terminal's interrupt: it would get it twice.
            self._process = subprocess.Popen(  # noqa: S603 - this program
                [sys.executable, "-m", "booking_conformance", *run.arguments(run.target.file, run.report)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def code(self) -> int | None:
        """Return its exit code, None while it goes on."""
        return self._process.poll()

    def interrupt(self) -> None:
        """Have it delete what it booked and end."""
        self._process.send_signal(SIGINT)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
