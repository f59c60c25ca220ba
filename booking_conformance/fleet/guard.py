"""``python -m booking_conformance.fleet.guard ARGUMENT...``: runs this program for a worker that may die meanwhile.

A line on standard input interrupts it: it deletes what it booked. So does the end of the input, which comes when the
worker is gone; nobody else is left then to delete the folder that it runs in.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from signal import SIG_DFL, SIGINT, signal
from threading import Event, Thread


def main() -> int:
    """Run the command in the current folder and return its exit code."""
    # Where a shell started the worker in the background, interrupts are ignored until a program says otherwise.
    signal(SIGINT, SIG_DFL)
    process = subprocess.Popen(  # noqa: S603 - this program
        [sys.executable, "-m", "booking_conformance", *sys.argv[1:]], stdin=subprocess.DEVNULL
    )
    alone = Event()
    Thread(target=_listen, args=(process, alone), daemon=True).start()
    code = process.wait()
    if alone.is_set():
        shutil.rmtree(Path.cwd(), ignore_errors=True)
    return code


def _listen(process: subprocess.Popen[bytes], alone: Event) -> None:
    if sys.stdin.readline():
        process.send_signal(SIGINT)
        sys.stdin.read()
    alone.set()
    process.send_signal(SIGINT)


if __name__ == "__main__":
    sys.exit(main())
