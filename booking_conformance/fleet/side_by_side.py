"""Runs of many targets side by side, each in a process of its own, never two at the same host."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from signal import SIGINT
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from booking_conformance.fleet.targets import FleetTarget

_SECONDS_BETWEEN_LOOKS = 0.1


class Started(NamedTuple):
    """A run under way."""

    target: FleetTarget
    hosts: frozenset[str]
    process: subprocess.Popen[bytes]


class SideBySide:
    """Starts up to ``jobs`` runs at a time. The limits of a run hold for its hosts: no other run is there meanwhile.

    ``command`` returns the arguments of a target's run and the file for what it prints; ``ended`` is called with its
    exit code.
    """

    def __init__(
        self,
        jobs: int,
        command: Callable[[FleetTarget], tuple[Sequence[str], Path]],
        ended: Callable[[FleetTarget, int], None],
    ) -> None:
        self._jobs = jobs
        self._command = command
        self._ended = ended
        self._running: list[Started] = []

    def run(self, targets: Sequence[FleetTarget]) -> None:
        """Run all targets. An interrupt is passed on to those under way, which clean up, and raised again."""
        waiting = [(target, target.hosts) for target in targets]
        try:
            while waiting or self._running:
                waiting = [each for each in waiting if not self._start(*each)]
                time.sleep(_SECONDS_BETWEEN_LOOKS)
                self._look()
        except KeyboardInterrupt:
            self._end_cleanly()
            raise
        finally:
            for started in self._running:
                started.process.kill()
                started.process.wait()

    def _start(self, target: FleetTarget, hosts: frozenset[str]) -> bool:
        busy = frozenset[str]().union(*(started.hosts for started in self._running))
        if len(self._running) >= self._jobs or busy & hosts:
            return False
        arguments, output = self._command(target)
        with output.open("wb") as file:
            # In a session of its own a run does not see the terminal's interrupt: it would get it twice.
            process = subprocess.Popen(  # noqa: S603 - this program
                [sys.executable, "-m", "booking_conformance", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._running.append(Started(target, hosts, process))
        return True

    def _look(self) -> None:
        for started in list(self._running):
            code = started.process.poll()
            if code is not None:
                self._running.remove(started)
                self._ended(started.target, code)

    def _end_cleanly(self) -> None:
        """Interrupt what is under way and wait for it; a second interrupt kills it."""
        for started in self._running:
            started.process.send_signal(SIGINT)
        with suppress(KeyboardInterrupt):
            while self._running:
                time.sleep(_SECONDS_BETWEEN_LOOKS)
                self._look()
