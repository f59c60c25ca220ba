"""How often memory is searched for garbage cycles. A recording is large, lives to the end, and has none."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_RARELY = (100_000, 50, 50)


def collect_rarely() -> None:
    """Search less often for the rest of the process: searching in vain took a sixth of a run."""
    gc.set_threshold(*_RARELY)


def collect_rarely_when_forked() -> None:
    """Search less often, and never among what a forked process shares with its parent: searching copies it."""
    gc.freeze()
    collect_rarely()


def freeze_before_forking() -> None:
    """Never search again among what is there: searching writes to it, and what both processes share is copied then."""
    gc.freeze()


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Search less often for a while, and afterwards again also among what was frozen in the meantime."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
