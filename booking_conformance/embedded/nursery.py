"""A small process that forks systems for a worker of ``prove``, which stays as it is.

A process that forks pays for each page of memory that it writes to afterwards: a trial that forked its system itself
had to copy six thousand pages, and took a tenth longer.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from booking_conformance.gc_tuning import collect_rarely_when_forked

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    # What it is given names the system; it says on the connection that it is ready, and does not return.
    Serve = Callable[[Connection, Any], None]


class Nursery:
    """Starts one system at a time. The processes belong to the group of the worker, and end with it."""

    def __init__(self, serve: Serve) -> None:
        context = multiprocessing.get_context("fork")
        self.answers, theirs = context.Pipe()
        process = context.Process(target=_tend, args=(theirs, self.answers, serve), daemon=True)
        process.start()
        theirs.close()

    def start(self, system: object) -> None:
        """Start a system; what it says of itself comes on ``answers``."""
        self.answers.send(system)

    def end(self) -> None:
        """End the system at once: its database is in memory, so nothing is lost. Return when it has ended."""
        self.answers.send(None)
        while self.answers.recv() is not None:
            pass


def _tend(requests: Connection, of_worker: Connection, serve: Serve) -> None:
    """Start and end systems as the worker says, until the worker has ended."""
    of_worker.close()
    collect_rarely_when_forked()
    with suppress(EOFError):
        while True:
            pid = _started(requests, requests.recv(), serve)
            try:
                requests.recv()
            finally:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            requests.send(None)


def _started(answers: Connection, system: object, serve: Serve) -> int:
    """Fork a system and return its process id."""
    pid = os.fork()
    if not pid:
        try:
            serve(answers, system)
        finally:
            # What the nursery has to do at its end is not to be done here.
            os._exit(1)
    return pid
