"""A booking system is forked from a process that has imported it, and that has made its keys."""

from __future__ import annotations

import multiprocessing
import sys
import urllib.request
from typing import TYPE_CHECKING, Any

from booking_conformance.embedded import forked
from booking_conformance.fixtures.booking_system.web import server
from booking_conformance.fixtures.booking_system.web.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection


def _sent_by(process: Callable[[Connection], None]) -> Any:
    """Return what a process sends that is forked from one where the booking system is imported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(forked.PRELOADED)
    mine, theirs = context.Pipe(duplex=False)
    forked_one = context.Process(target=process, args=(theirs,))
    forked_one.start()
    try:
        return mine.recv() if mine.poll(30) else None
    finally:
        forked_one.terminate()
        forked_one.join(10)
        mine.close()
        theirs.close()


def _imported(answers: Connection) -> None:
    """Send the modules that a forked process finds imported."""
    answers.send(sorted(sys.modules))


def _imported_later(answers: Connection) -> None:
    """Send the modules that are imported when a booking system begins to serve."""
    before = set(sys.modules)
    server.serve(Options(seeds=1), lambda _: answers.send(sorted(set(sys.modules) - before)))


def _children(answers: Connection) -> None:
    """Send the kinds of the processes that a forked process starts, once a system answers."""
    with forked.forked_system(seeds=1) as data, urllib.request.urlopen(data["target"]["dataset_site"]) as page:
        found = page.status, [type(child).__name__ for child in multiprocessing.active_children()]
    answers.send(found)  # once the system has ended: this process is not waited for


def test_a_forked_process_finds_the_booking_system_imported() -> None:
    with forked.forked_system(seeds=1):
        assert set(forked.PRELOADED) <= set(_sent_by(_imported))


def test_a_forked_system_imports_nothing_any_more() -> None:
    assert _sent_by(_imported_later) == []


def test_a_process_that_has_imported_the_booking_system_may_fork_it_itself() -> None:
    assert _sent_by(_children) == (200, ["ForkProcess"])
