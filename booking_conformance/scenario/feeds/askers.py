"""Who may yet ask for a sentinel, so that nobody gathers longer for those who will not come."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# So long nobody has to ask before nobody counts as left: what came for several at once, each takes in its turn.
_MOMENT_SECONDS = 0.01


class Askers:
    """So many scenarios: each may ask until it has ended, but not while it waits for what it asked for."""

    def __init__(self, scenarios: int) -> None:
        self._left = scenarios
        self._nobody = asyncio.Event()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Have one wait."""
        self._count(-1)
        try:
            yield
        finally:
            self._count(1)

    def end(self) -> None:
        """Have one end."""
        self._count(-1)

    def _count(self, change: int) -> None:
        self._left += change
        (self._nobody.clear if self._left > 0 else self._nobody.set)()

    async def nobody_left(self, within: float) -> None:
        """Return when nobody is left who could ask; after so many seconds in any case."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._nobody_for_a_moment()

    async def _nobody_for_a_moment(self) -> None:
        await self._nobody.wait()
        await asyncio.sleep(_MOMENT_SECONDS)
        if not self._nobody.is_set():
            await self._nobody_for_a_moment()
