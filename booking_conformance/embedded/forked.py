"""The embedded booking system in a forked process: it starts in milliseconds, for ``prove``, which starts hundreds."""

from __future__ import annotations

import multiprocessing
import sys
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

from booking_conformance.errors import InternalError
from booking_conformance.gc_tuning import collect_rarely_when_forked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from multiprocessing.context import ForkContext, ForkServerContext

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
    context = _context()
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, tuple(faults), tuple(variants), seeds), daemon=True)
    with _without_main_module():
        process.start()
    theirs.close()
    try:
        if not mine.poll(_READY_WITHIN):
            raise InternalError("the bundled booking system did not become ready")
        yield {key: value for key, value in mine.recv().items() if key not in {"dataset_site", "pid"}}
    finally:
        # Its database is in memory, so nothing is lost by not waiting for it to end in good order.
        process.kill()
        process.join(5)
        mine.close()


def _context() -> ForkContext | ForkServerContext:
    if multiprocessing.parent_process():
        # A worker of ``prove``: it has one thread, and was itself forked from a process that has imported PRELOADED.
        return multiprocessing.get_context("fork")
    context = multiprocessing.get_context("forkserver")
    # Each process that starts another in this way has a server of its own, which imports what it is told to.
    context.set_forkserver_preload(PRELOADED)
    return context


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Let a process that starts now not import the main module again: this costs more than all that it does itself."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _serve(ready: Any, faults: tuple[str, ...], variants: tuple[str, ...], seeds: int) -> None:
    from booking_conformance.fixtures.booking_system.web.options import Options
    from booking_conformance.fixtures.booking_system.web.server import serve

    collect_rarely_when_forked()
    options = Options(faults=faults, variants=variants, lease_seconds=LEASE_SECONDS, seeds=seeds)
    serve(options, ready.send)
