"""A booking system is forked from a process that has imported it, and that has made its keys."""

from __future__ import annotations

import multiprocessing
import sys
from typing import TYPE_CHECKING

from booking_conformance.embedded import forked

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def _imported(answers: Connection) -> None:
    """Send the modules that a forked process finds imported."""
    answers.send(sorted(sys.modules))


def test_a_forked_process_finds_the_booking_system_imported() -> None:
    with forked.forked_system(seeds=1):
        context = multiprocessing.get_context("forkserver")
        mine, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_imported, args=(theirs,))
        process.start()
        found = mine.recv() if mine.poll(30) else []
        process.join(10)
        mine.close()
        theirs.close()
    assert set(forked.PRELOADED) <= set(found)
