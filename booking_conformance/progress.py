"""What a run says while it goes on: lines for a log, of which a terminal shows the passing ones in place."""

from __future__ import annotations


class Passing(str):
    """A line of progress that says how far something is; a live display may replace it by the next."""

    __slots__ = ()
