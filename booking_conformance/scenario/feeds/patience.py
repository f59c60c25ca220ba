"""How long a feed is waited for: less, once it has not shown in time what was due."""

from __future__ import annotations

# Such a feed is given so many seconds, or so many times the longest that it has ever taken.
_LEAST, _TIMES = 5.0, 3


class FeedPatience:
    """Knows how long one feed has taken to show what was awaited.

    A booking system whose feed never shows what is due would else be waited for by each scenario in turn.
    """

    def __init__(self) -> None:
        self._longest = 0.0
        self._missed = False

    def within(self, seconds: float) -> float:
        """Return how long to wait where the feed has so many seconds."""
        return self.usual(seconds) if self._missed else seconds

    def usual(self, seconds: float) -> float:
        """Return how long to wait of so many seconds for what no verdict rests on."""
        return min(seconds, max(_LEAST, _TIMES * self._longest))

    def note(self, waited: float, *, shown: bool) -> None:
        """Take note of how many seconds something was awaited, and whether it was shown."""
        if shown:
            self._longest = max(self._longest, waited)
        else:
            self._missed = True
