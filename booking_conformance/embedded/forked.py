"""The embedded booking system in a forked process: it starts in milliseconds, for ``prove``, which starts hundreds."""

from __future__ import annotations

import multiprocessing
import sys
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from booking_conformance.embedded.nursery import Nursery
from booking_conformance.errors import InternalError
from booking_conformance.fixtures.booking_system.web.options import Options
from booking_conformance.gc_tuning import collect_rarely_when_forked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection

LEASE_SECONDS = 3
# Opportunities that stand in the feeds from the start are read and judged at each of hundreds of runs: few will do,
# but where the feeds themselves are the matter there must be pages of them.
FEW_SEEDS, MANY_SEEDS = 1, 6
PRELOADED = [
    "booking_conformance.fixtures.booking_system.web.server",
    # What uvicorn would import when it begins to serve, which takes longer than all else that it does then.
    "uvicorn.lifespan.on",
    "uvicorn.loops.asyncio",
    "uvicorn.protocols.http.h11_impl",
    "booking_conformance.fixtures.booking_system.openid.keys_ahead",
]
_READY_WITHIN = 30.0


@contextmanager
def forked_system(
    faults: Sequence[str] = (), variants: Sequence[str] = (), *, seeds: int = MANY_SEEDS
) -> Iterator[Mapping[str, Any]]:
    """Run the embedded booking system in a forked process of its own and yield what it says of itself."""
    options = Options(faults=tuple(faults), variants=tuple(variants), lease_seconds=LEASE_SECONDS, seeds=seeds)
    with (_from_nursery if multiprocessing.parent_process() else _from_server)(options) as answers:
        if not answers.poll(_READY_WITHIN):
            raise InternalError("the bundled booking system did not become ready")
        yield {key: value for key, value in answers.recv().items() if key not in {"dataset_site", "pid"}}


@contextmanager
def _from_nursery(options: Options) -> Iterator[Connection]:
    """Start a system where this is a worker of ``prove``, which was forked from a process that imported PRELOADED."""
    nursery = _nursery()
    nursery.start(options)
    try:
        yield nursery.answers
    finally:
        nursery.end()


@cache
def _nursery() -> Nursery:
    return Nursery(_serve)


@contextmanager
def _from_server(options: Options) -> Iterator[Connection]:
    """Start a system from a server of processes, of which each process that asks for one has its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, options), daemon=True)
    with _without_main_module():
        process.start()
    theirs.close()
    try:
        yield mine
    finally:
        # Its database is in memory, so nothing is lost by not waiting for it to end in good order.
        process.kill()
        process.join(5)
        mine.close()


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Let a process that starts now not import the main module again: this costs more than all that it does itself."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _serve(ready: Connection, options: Options) -> None:
    from booking_conformance.fixtures.booking_system.web.server import serve

    collect_rarely_when_forked()
    serve(options, ready.send)
