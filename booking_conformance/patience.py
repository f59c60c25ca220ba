"""Waiting with an end that a machine which stands still for a while does not bring nearer."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")
_STEP_SECONDS = 0.25


async def within(seconds: float, awaited: Coroutine[object, object, T]) -> T:
    """Return what is awaited; raise TimeoutError, and cancel it, when it takes longer than so many seconds.

    The time is counted in short steps. While the whole process stood still nothing could come, so that counts as one
    step, however long it was.
    """
    task = asyncio.ensure_future(awaited)
    steps = max(1, math.ceil(seconds / _STEP_SECONDS))
    try:
        for _ in range(steps):
            await asyncio.wait([task], timeout=seconds / steps)
            if task.done():
                return task.result()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    raise TimeoutError
