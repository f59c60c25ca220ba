"""Somebody who waits for a state of an item in a feed, and which pages tell of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from booking_conformance.scenario.feeds.items import Known

    Test = Callable[[dict[str, Any]], bool]

_PAGES_SHOWN: Final = 5


@dataclass
class FeedWaiter:
    """Waits for ``item`` in a state that passes ``test``; ``since`` is when, by the monotonic clock, the act was over.

    ``done`` is set to the state that passed. ``pages`` were read while it waited; ``doubted`` is a state that was found
    to be older than the act.
    """

    item: str
    test: Test
    since: float
    done: asyncio.Future[Known]
    pages: list[str] = field(default_factory=list)
    doubted: Known | None = None

    def close(self) -> None:
        """Let go of what comes, or has come, too late for whoever waited."""
        self.done.cancel()  # what has come is then known to be nobody's, too

    def evidence(self, known: Known | None, *, seen: bool, last_page: str) -> tuple[str, ...]:
        """Return the ids of the pages to look at, at most five; ``known`` is the state that passed, or the last one.

        The page that showed the item stands last, as the one that a person wants to see.
        """
        showed = [known.page] if known else []
        read = self.pages or ([] if showed and seen else [last_page])
        pages = [*(page for page in dict.fromkeys(read) if page not in showed), *showed]
        return tuple(page for page in pages if page)[-_PAGES_SHOWN:]
