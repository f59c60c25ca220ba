"""Systems are forked one after another by a small process, which leaves nothing behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from booking_conformance.embedded.nursery import Nursery

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing can be forked on this machine")


def _serve(answers: Connection, system: str) -> None:
    """Say who is there, as a system does that is ready, and stay."""
    answers.send((system, os.getpid()))
    time.sleep(60)


def _fall_over(answers: Connection, system: str) -> None:
    """End before anything was said."""
    raise SystemExit(system)


def _left_alone(answers: Connection) -> None:
    """Send the process ids of a system and of the nursery that started it; then stay."""
    nursery = Nursery(_serve)
    nursery.start("left")
    (found,) = multiprocessing.active_children()
    answers.send((nursery.answers.recv()[1], found.pid))
    time.sleep(60)


def _there(pid: int) -> bool:
    """Return whether a process runs; one that has ended and was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_each_system_has_ended_before_the_next_begins() -> None:
    nursery = Nursery(_serve)
    nursery.start("one")
    name, first = nursery.answers.recv()
    nursery.end()
    assert (name, _there(first)) == ("one", False)
    nursery.start("another")
    name, second = nursery.answers.recv()
    assert (name, _there(second)) == ("another", True)
    nursery.end()


def test_a_system_that_says_nothing_ends_as_well() -> None:
    nursery = Nursery(_fall_over)
    nursery.start("nothing")
    assert not nursery.answers.poll(0.2)
    nursery.end()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="/proc tells which processes there are")
def test_nothing_is_left_of_a_worker_that_is_killed() -> None:
    context = multiprocessing.get_context("fork")
    mine, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_left_alone, args=(theirs,))
    worker.start()
    system, nursery = mine.recv()
    assert _there(system)
    os.kill(worker.pid or 0, signal.SIGKILL)
    worker.join(10)
    for _ in range(100):
        if not _there(system) and not _there(nursery):
            return
        time.sleep(0.1)
    pytest.fail("the nursery or its system outlived the worker")
