"""The rest between two looks at the end of a feed."""

from __future__ import annotations

import asyncio
from contextlib import suppress

_GROWTH, _MOST = 1.5, 10


class Rest:
    """Grows from so many ``seconds`` to ten times as many while nothing new comes."""

    def __init__(self, seconds: float) -> None:
        self._shortest = self._next = seconds
        self._cut_short = asyncio.Event()

    def shorten(self) -> None:
        """Begin with the shortest again: something new came."""
        self._next = self._shortest

    async def take(self) -> None:
        """Rest, longer than the last time."""
        self._cut_short.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._next):
                await self._cut_short.wait()
        self._next = min(self._next * _GROWTH, self._shortest * _MOST)

    def cut_short(self) -> None:
        """End the rest that is being taken, if one is."""
        self._cut_short.set()
