"""Work that a process of its own does meanwhile, where one is to be had: a help, never a need."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from booking_conformance.gc_tuning import collect_rarely_when_forked, freeze_before_forking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.process import BaseProcess

_FAILED = 1


def can_be_forked() -> bool:
    """Return whether a fork of this process would be safe, and have a processor: one with several threads is not."""
    several_cores = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
    return several_cores and threading.active_count() == 1 and not multiprocessing.current_process().daemon


@contextmanager
def meanwhile(work: Callable[[], object]) -> Iterator[None]:
    """Have ``work``, which leaves its results in files, done while the context lasts, or at its end in this process.

    It is done again here where the other process failed, or was killed: so it raises what it raises.
    """
    process = _started(work)
    try:
        yield
    except BaseException:
        if process:
            process.kill()
        raise
    finally:
        if process:
            process.join()
    if process is None or process.exitcode:
        work()


def _started(work: Callable[[], object]) -> BaseProcess | None:
    if not can_be_forked():
        return None
    process = multiprocessing.get_context("fork").Process(target=_do, args=(work,), daemon=True)
    freeze_before_forking()
    try:
        process.start()
    except OSError:  # this machine grants no further process
        return None
    return process


def _do(work: Callable[[], object]) -> None:
    collect_rarely_when_forked()
    try:
        work()
    except BaseException:  # noqa: BLE001 - whatever it is, it is raised where the work is done again
        os._exit(_FAILED)
