"""What a command costs with all processes that it starts: wall and CPU seconds, and the peak of its memory. Linux."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PR_SET_CHILD_SUBREAPER = 36
_SAMPLED_EVERY_S = 0.1
# The number of the system call that compares two processes, by machine, and what of them it is to compare.
_KCMP, _KCMP_VM = {"x86_64": 312, "aarch64": 272}, 1


@dataclass(frozen=True)
class Cost:
    """Seconds of wall time and of CPU time, peak memory in MB (shared pages counted once), and the exit code."""

    wall: float
    user: float
    system: float
    peak_mb: float
    code: int


def measure(command: Sequence[str]) -> Cost:
    """Run a command and return its cost. What it leaves running is awaited, and counted, too."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0)
    peak = _Peak(process.pid)
    code = process.wait()
    wall = time.perf_counter() - started
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-process.pid, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime, peak.end(), code)


class _Peak:
    """Looks again and again at the memory of a process and of those below it."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most, self._ended = pid, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> float:
        self._ended.set()
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._ended.wait(_SAMPLED_EVERY_S):
            self._most = max(self._most, sum(map(_megabytes, _tree(self._pid))))


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and those below it, without one that has no memory of its own yet.

    Until it starts its program, a process that vfork made has that of its parent, which would be counted twice.
    """
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (thread / "children").read_text(encoding="ascii").split()):
                if not _share_all_memory(pid, child):
                    yield from _tree(child)


def _share_all_memory(one: int, other: int) -> bool:
    call = _KCMP.get(platform.machine())
    return call is not None and ctypes.CDLL(None).syscall(call, one, other, _KCMP_VM, 0, 0) == 0


def _megabytes(pid: int) -> float:
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def machine() -> str:
    """Return a line about where the numbers come from."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    python = sys.version.split()[0]
    return f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {python}, load {load}"
