"""Whether work can go on in a process of its own, forked from this one."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading


def can_be_forked() -> bool:
    """Return whether this process can be forked, and both be at work at once.

    One that has several threads cannot be forked safely.
    """
    several_cores = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
    return several_cores and threading.active_count() == 1 and not multiprocessing.current_process().daemon
