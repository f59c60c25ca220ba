"""How long the open feeds take to show a change, as the sentinels of a run find out."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict

_LOOKS_EVERY = 0.1


class Lag:
    """What is known of each kind's feed: how long the latest change took to come through, and those on their way."""

    def __init__(self) -> None:
        self._latest: dict[str, float] = defaultdict(float)
        self._on_its_way: dict[str, list[float]] = defaultdict(list)

    def begin(self, kind: str) -> None:
        """Take note that a change is being made to be seen."""
        self._on_its_way[kind].append(time.monotonic())

    def came_through(self, kind: str, made: float) -> None:
        """Take note that the feed has shown a change that was ``made`` then, by the monotonic clock."""
        self._latest[kind] = time.monotonic() - made

    def end(self, kind: str) -> None:
        """Take note that the oldest change on its way is awaited no more."""
        del self._on_its_way[kind][:1]

    async def pass_by(self, kind: str, since: float, within: float) -> None:
        """Wait until what was done up to ``since`` has come through, by all that is known; at most ``within`` seconds.

        As long as nothing came through, it is behind what was done before it and is on its way.
        """
        end = time.monotonic() + within
        while (left := min(end, since + self._seconds(kind)) - time.monotonic()) > 0:
            pause = min(left, _LOOKS_EVERY)
            await asyncio.sleep(pause)

    def _seconds(self, kind: str) -> float:
        oldest = next(iter(self._on_its_way[kind]), None)
        return max(self._latest[kind], 0.0 if oldest is None else time.monotonic() - oldest)
