"""Which pages of feeds keep their bodies in a recording: feeds may be larger than memory."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of the room for the pages of a feed, for those that were read first.
_FIRST_PAGES = 0.5


class PageBodies:
    """Keeps as many as ``most`` bytes hold: of the pages that were read first, and of those that were read last."""

    def __init__(self, most: float) -> None:
        self._most = most
        self._bytes = 0
        self._later: deque[tuple[int, int]] = deque()

    def add(self, place: int, size: int) -> Iterator[int]:
        """Add a page; yield the places of those that lose their bodies for it."""
        self._bytes += size
        if self._bytes > self._most * _FIRST_PAGES:
            self._later.append((place, size))
        while self._bytes > self._most and self._later:
            earlier, freed = self._later.popleft()
            self._bytes -= freed
            yield earlier
