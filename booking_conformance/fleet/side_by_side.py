"""Runs of many targets side by side, never two at the same host."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from booking_conformance.fleet.target_run import UnderWay
    from booking_conformance.fleet.targets import FleetTarget

_SECONDS_BETWEEN_LOOKS = 0.1


class Started(NamedTuple):
    """A run under way."""

    target: FleetTarget
    hosts: frozenset[str]
    run: UnderWay


class SideBySide:
    """Starts up to ``jobs`` runs at a time. The limits of a run hold for its hosts: no other run is there meanwhile.

    ``start`` starts the run of a target; ``ended`` is called with its exit code.
    """

    def __init__(
        self,
        jobs: int,
        start: Callable[[FleetTarget], UnderWay],
        ended: Callable[[FleetTarget, int], None],
    ) -> None:
        self._jobs = jobs
        self._start = start
        self._ended = ended
        self._running: list[Started] = []

    def run(self, targets: Sequence[FleetTarget]) -> None:
        """Run all targets. An interrupt is passed on to those under way, which clean up, and raised again."""
        waiting = [(target, target.hosts) for target in targets]
        try:
            while waiting or self._running:
                waiting = [each for each in waiting if not self._started(*each)]
                time.sleep(_SECONDS_BETWEEN_LOOKS)
                self._look()
        except KeyboardInterrupt:
            self._end_cleanly()
            raise
        finally:
            for started in self._running:
                started.run.kill()

    def _started(self, target: FleetTarget, hosts: frozenset[str]) -> bool:
        busy = frozenset[str]().union(*(started.hosts for started in self._running))
        if len(self._running) >= self._jobs or busy & hosts:
            return False
        self._running.append(Started(target, hosts, self._start(target)))
        return True

    def _look(self) -> None:
        for started in list(self._running):
            code = started.run.code()
            if code is not None:
                self._running.remove(started)
                self._ended(started.target, code)

    def _end_cleanly(self) -> None:
        """Interrupt what is under way and wait for it; a second interrupt kills it."""
        for started in self._running:
            started.run.interrupt()
        with suppress(KeyboardInterrupt):
            while self._running:
                time.sleep(_SECONDS_BETWEEN_LOOKS)
                self._look()
