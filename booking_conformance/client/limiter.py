"""Keeps the number of requests under way, and their rate, within what the run may ask of the target."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from booking_conformance.openactive.iso8601 import http_date

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from booking_conformance.config import Limits

LONGEST_HOLD = 60.0
_MOST_DIGITS = 12


class Limiter:
    """One gate for all requests of a run."""

    def __init__(self, limits: Limits) -> None:
        self._places = asyncio.Semaphore(limits.concurrency or 4)
        self._room = asyncio.Event()
        self._room.set()
        self._interval = 1 / limits.rate if limits.rate else 0.0
        self._next_start = 0.0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Hold a place among the requests under way, not before the rate allows it."""
        try:
            async with self._places:
                self._look_for_room()
                await self._keep_rate()
                yield
        finally:
            self._look_for_room()

    def _look_for_room(self) -> None:
        (self._room.clear if self._places.locked() else self._room.set)()

    async def _keep_rate(self) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, self._next_start)
        self._next_start = start + self._interval
        if start > now:
            await asyncio.sleep(start - now)

    def has_room(self) -> bool:
        """Return whether a request would not have to wait for another to end."""
        return self._room.is_set()

    async def room(self, within: float) -> None:
        """Return when a request would not have to wait for another to end; after so many seconds in any case."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._room.wait(), within)

    def hold(self, seconds: float) -> None:
        """Let no request start for a while: the target asked for it."""
        now = asyncio.get_running_loop().time()
        self._next_start = max(self._next_start, now + min(seconds, LONGEST_HOLD))


def retry_after(value: str | None) -> float:
    """Return the seconds that a Retry-After header asks to wait; 1 when it says nothing usable."""
    if value is None:
        return 1.0
    digits = value.strip()
    if digits.isascii() and digits.isdigit():
        return float(digits[:_MOST_DIGITS])
    moment = http_date(value)
    if moment is None:
        return 1.0
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
