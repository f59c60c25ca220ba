"""What a worker of a cluster does with a parcel: it runs it in a folder that nobody else can read, and deletes that."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, cast

from booking_conformance import __version__
from booking_conformance.cluster import dask_distributed
from booking_conformance.fleet.parcel import Parcel, Returned, packed, unpack

if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS_BETWEEN_LOOKS = 0.5
_REPORT, _LOG = "report", "log.txt"


def judge(parcel: Parcel, ending: str) -> Returned:
    """Return what comes of the parcel. The event named ``ending`` interrupts it; so does a fleet that is gone."""
    distributed = dask_distributed()
    worker, event = distributed.get_worker(), distributed.Event(ending)
    task = worker.state.tasks[worker.get_current_task()]
    return run_parcel(parcel, lambda: event.wait(timeout=_SECONDS_BETWEEN_LOOKS) or task.state != "executing")


def run_parcel(parcel: Parcel, is_to_end: Callable[[], bool]) -> Returned:
    """Run the parcel here. ``is_to_end`` is asked again and again, and takes a moment to answer."""
    if parcel.version != __version__:
        return Returned(__version__)
    with TemporaryDirectory(prefix="booking-conformance-fleet-") as name:
        folder = Path(name)
        (folder / _REPORT).mkdir()
        unpack(parcel.left, folder / _REPORT)
        code = _run(parcel, folder, is_to_end)
        return Returned(__version__, code, (folder / _LOG).read_bytes(), packed(folder / _REPORT))


def _run(parcel: Parcel, folder: Path, is_to_end: Callable[[], bool]) -> int:
    # Relative: the settings of a run that is resumed are those that it was started with, whatever the folder is called.
    config = parcel.configuration.unpack(folder).relative_to(folder)
    arguments = parcel.run.arguments(config, Path(_REPORT))
    with (folder / _LOG).open("wb") as log:
        guard = subprocess.Popen(  # noqa: S603 - this program
            [sys.executable, "-m", "booking_conformance.fleet.guard", *arguments],
            cwd=folder,
            env=parcel.configuration.environment(os.environ),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            bufsize=0,
            start_new_session=True,
        )
    with guard:
        while guard.poll() is None:
            if is_to_end():
                _end(guard)
                break
        return guard.wait()


def _end(guard: subprocess.Popen[bytes]) -> None:
    """Send the line that interrupts the run. Its input stays open: its end would say that the caller has gone."""
    with suppress(BrokenPipeError):
        cast("IO[bytes]", guard.stdin).write(b"end\n")
