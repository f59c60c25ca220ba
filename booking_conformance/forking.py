"""Whether work can go on in a process of its own, forked from this one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading


def can_be_forked() -> bool:
    """Return whether this process can be forked, and both be at work at once.

    One that has several threads cannot be forked safely.
    """
    several_cores = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
    return several_cores and threading.active_count() == 1 and not multiprocessing.current_process().daemon


def leave_interrupts_to_parent() -> None:
    """Have a forked process ignore Ctrl-C, which concerns the run: that ends it, and it ends by itself without."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
