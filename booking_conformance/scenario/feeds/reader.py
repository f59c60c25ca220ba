"""One reader for each feed of a run. It polls only while somebody waits, and never believes a page it cannot read."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from booking_conformance import patience
from booking_conformance.client.message import LimitReached, NotSent
from booking_conformance.recording import CutOff, Observation
from booking_conformance.recording.parsed_texts import parsed_size
from booking_conformance.scenario.feeds.items import Known, KnownItems, Room, page_items, shown_again
from booking_conformance.scenario.feeds.patience import FeedPatience
from booking_conformance.scenario.feeds.rest import Rest
from booking_conformance.scenario.feeds.source import FeedBroken
from booking_conformance.scenario.feeds.waiter import FeedWaiter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from booking_conformance.client.session import Session
    from booking_conformance.recording import Exchange
    from booking_conformance.scenario.feeds.source import FeedSource
    from booking_conformance.scenario.feeds.waiter import Test

# A feed whose items are filtered has pages without items before its end; one that moves on for ever has none.
_MOST_EMPTY_PAGES = 20
# A page of fewer items counts as so many parts of one, so that a feed may have small ones, but not without end.
_WHOLE_PAGE = 10
_MOST_SMALL_PAGES = 5_000
# So many times as long as for a change to come a feed may take to be read to its end for the first time.
_FIRST_READING = 4
_LOOK_SECONDS = 0.02


class FeedReader:
    """Follows one feed from its start. Items are kept by id in the state they were last seen in.

    ``pages`` is how many with items are read without a rest, which comes at the end and takes ``interval`` seconds or
    more; who begins to wait while it is ``idle`` cuts it short. ``room`` is what the readers of a run share for items.
    A feed that is broken never shows what is awaited; one that a limit of the run cuts off may yet
    have shown it: then waiting raises NotSent.
    """

    def __init__(
        self,
        source: FeedSource,
        session: Session,
        *,
        interval: float,
        pages: int,
        room: Room | None = None,
        idle: Callable[[], bool] = bool,
    ) -> None:
        self.source = source
        self._session = session
        self._rest = Rest(interval)
        self._idle = idle
        self._pages = self._pages_left = pages * _WHOLE_PAGE
        self._next = source.url
        self._known = KnownItems(room or Room())
        self._followed: set[int] = set()
        self._waiters: list[FeedWaiter] = []
        self._task: asyncio.Task[None] | None = None
        self._last_page = ""
        self._most_on_a_page = 0
        self._empty_pages = 0
        self.pages_read = 0
        self.broken: str | None = None
        self._cut_off: NotSent | None = None
        self._again: dict[str, tuple[float, Exchange]] = {}
        self._asking_again = asyncio.Lock()
        self._enough: Callable[[], bool] = bool
        self._begun: float | None = None
        self.patience = FeedPatience()
        self._wanted: frozenset[str] = frozenset()
        self.caught_up = False

    def item(self, identifier: str) -> dict[str, Any] | None:
        """Return the item that goes by one of its names (``feed_items.names``), as last seen, or None."""
        known = self._known.get(identifier)
        return known.item if known else None

    def page_of(self, identifier: str) -> str | None:
        """Return the URL of the page that showed the item that goes by one of its names last, or None."""
        known = self._known.get(identifier)
        return known.url if known else None

    def items(self) -> list[dict[str, Any]]:
        """Return all items as last seen."""
        return self._known.items()

    def look(self, name: str, item: str) -> Observation:
        """Return the state of an item as last seen, without waiting; the page is the one that showed it.

        For an item that the feed never showed it is the page that was read last.
        """
        known = self._known.get(item)
        page = known.page if known else self._last_page
        value = known.item if known else None
        return Observation(name, self.source.name, "any state", known is not None, value, 0.0, (page,) if page else ())

    async def wait(
        self,
        name: str,
        item: str,
        test: Test,
        *,
        awaited: str,
        within: float,
        since: float | None = None,
        due: bool = False,
    ) -> Observation:
        """Wait until a page shows the item in a state that passes ``test``, and return what was seen.

        ``test`` is given the feed item (``state``, ``id``, ``data``); ``within`` is in seconds, of which a feed that
        missed what was ``due`` is given fewer; the first reading of a long one is no part of them. ``since`` is when,
        by the monotonic clock, the act to be seen was over; by default now. A page that was requested before it may be
        older than the act: where the state it showed passes, the same page is requested again, and only what it shows
        then counts. Raises NotSent where a limit of the run forbids to read on.
        """
        started = began = time.monotonic()
        waiter = FeedWaiter(item, test, started if since is None else since, asyncio.get_running_loop().create_future())
        self._waiters.append(waiter)
        try:
            await self._first_read(waiter, within)
            began = time.monotonic()
            seconds = self.patience.within(within) if due else within
            known, seen = await patience.within(seconds, self._shown(waiter)), True
        except (TimeoutError, FeedBroken):
            known, seen = self._known.get(item), False
        finally:
            self._waiters.remove(waiter)
            waiter.close()
        waited = round(time.monotonic() - started, 3)
        if due:
            self.patience.note(time.monotonic() - began, shown=seen)
        awaited = f"{awaited} ({self.broken})" if self.broken else awaited
        pages = waiter.evidence(known, seen=seen, last_page=self._last_page)
        return Observation(name, self.source.name, awaited, seen, known.item if known else None, waited, pages)

    async def read_to_end(self, within: float, enough: Callable[[], bool] = bool, wanted: Collection[str] = ()) -> None:
        """Read until the last page, once; a busy feed may never seem to end, and is read until there is ``enough``.

        ``wanted`` names items that are kept even where feeds have taken all the room that there is.
        """
        self._enough, self._wanted = enough, frozenset(wanted)
        with suppress(TimeoutError):
            await patience.within(within, self._reach_the_end())

    async def _reach_the_end(self) -> None:
        while not (self.caught_up or self._enough() or self.broken or self._cut_off):
            self._ensure_polling()
            await asyncio.sleep(_LOOK_SECONDS)

    async def _first_read(self, waiter: FeedWaiter, within: float) -> None:
        """Return when the feed was read to its end once, when what is awaited was shown, or when that takes too long.

        What was made a moment ago comes last: it is as late as there are pages before it.
        """
        if self.caught_up:
            return
        self._begun = time.monotonic() if self._begun is None else self._begun
        await self._consider(waiter)
        while not (self.caught_up or waiter.done.done()) and time.monotonic() - self._begun < within * _FIRST_READING:
            self._ensure_polling()
            await asyncio.sleep(_LOOK_SECONDS)

    async def _shown(self, waiter: FeedWaiter) -> Known | None:
        if not waiter.done.done():
            await self._consider(waiter)
            if len(self._waiters) == 1 and self._idle():
                self._rest.cut_short()
            self._ensure_polling()
        return await waiter.done

    async def _consider(self, waiter: FeedWaiter) -> None:
        """End the wait when the state that is known passes, and is not older than the act."""
        known = self._known.get(waiter.item)
        if known is None or known is waiter.doubted or not waiter.test(known.item):
            return
        if known.requested < waiter.since:
            waiter.doubted = known
            known = await self._seen_again(known, waiter)
        if known is not None and waiter.test(known.item) and not waiter.done.done():
            waiter.done.set_result(known)

    async def _seen_again(self, known: Known, waiter: FeedWaiter) -> Known | None:
        """Request the page of a known state again; an item that has changed since is on a later page."""
        try:
            requested, exchange = await self._requested_again(known.url, waiter.since)
        except FeedBroken:
            # The page may be readable a moment later: it is requested again after the next one.
            waiter.doubted = None
            return None
        waiter.pages.append(exchange.id)
        shown = shown_again(known.item, page_items(exchange))
        return Known(shown, exchange.id, known.url, requested) if shown else None

    async def _requested_again(self, url: str, since: float) -> tuple[float, Exchange]:
        """Request a page again, unless that was done after ``since`` for somebody else; return when, and the page."""
        async with self._asking_again:
            known = self._again.get(url)
            if known is None or known[0] < since:
                requested = time.monotonic()
                known = self._again[url] = requested, await self._fetch(url)
            return known

    def _ensure_polling(self) -> None:
        if self.broken:
            raise FeedBroken(self.broken)
        if self._cut_off:
            raise self._cut_off
        if self._task is None or self._task.done():
            self._task = self._session.in_background(self._poll())

    async def _poll(self) -> None:
        while (self._waiters or not (self.caught_up or self._enough())) and not self.broken:
            try:
                count, last = await self._read_page()
            except (FeedBroken, NotSent) as why:
                self._give_up(why)
                return
            more = self._more_follows(count, last=last)
            if count:
                self._rest.shorten()
            if not more:
                self._pages_left = self._pages
                await self._rest.take()

    def _more_follows(self, count: int, *, last: bool) -> bool:
        """Return whether to request the next page at once, after one with so many items, or after the ``last``.

        Until the last page was read the end is not known; then a page with fewer items than others had is the last.
        """
        self.caught_up = self.caught_up or last
        full = count >= self._most_on_a_page if count else not last
        self._most_on_a_page = max(self._most_on_a_page, count)
        return full or not self.caught_up

    def _give_up(self, why: FeedBroken | NotSent) -> None:
        self.broken, self._cut_off = (str(why), None) if isinstance(why, FeedBroken) else (None, why)
        for waiter in self._waiters:
            if not waiter.done.done():
                waiter.done.set_exception(why)

    async def _read_page(self) -> tuple[int, bool]:
        """Return how many items the next page has, and whether it is the last one: it has none and leads to itself."""
        url, requested = self._next, time.monotonic()
        exchange = await self._fetch(url)
        items = page_items(exchange)
        following, itself = self.source.following(exchange, empty=not items)
        if not itself and hash(following) in self._followed:
            raise FeedBroken(f"next leads back to a page that was read before: {following}")
        self._next = following
        self.pages_read += 1
        self._again.clear()
        self._empty_pages = 0 if items else self._empty_pages + 1
        last = not items and (itself or self._empty_pages >= _MOST_EMPTY_PAGES)
        if not last:
            self._pages_left -= self._counted(len(items))
            self._followed.add(hash(url))
        if items:
            self._keep(items, exchange, url, requested)
        await self._show(exchange.id)
        return len(items), last

    def _counted(self, items: int) -> int:
        """Return as how many parts of a whole page one with so many items counts."""
        most_pages = max(self._pages // _WHOLE_PAGE, min(self._pages, _MOST_SMALL_PAGES))
        least = -(-self._pages // most_pages)
        return min(max(items, least), _WHOLE_PAGE) if items else _WHOLE_PAGE

    def _keep(self, items: list[dict[str, Any]], exchange: Exchange, url: str, requested: float) -> None:
        awaited = self._wanted.union(waiter.item for waiter in self._waiters)
        size = parsed_size(exchange.text) // len(items)
        for item in items:
            self._known.add(Known(item, exchange.id, url, requested, size), awaited)

    async def _fetch(self, url: str) -> Exchange:
        if self._pages_left <= 0:
            raise LimitReached("the limit of pages of a feed is reached", "Raise feed_pages under [limits].")
        exchange = await self._session.send(self.source.message(url))
        self._last_page = exchange.id
        if exchange.status != 200:
            for waiter in self._waiters:
                waiter.pages.append(exchange.id)
            raise FeedBroken(f"{exchange.summary}")
        if exchange.response and exchange.response.truncated:
            raise LimitReached(str(CutOff(exchange.id)), CutOff.remedy, exchange.id)
        return exchange

    async def _show(self, page: str) -> None:
        """Let everybody who waits look at what is known after a page."""
        for waiter in list(self._waiters):
            waiter.pages.append(page)
            if not waiter.done.done():
                await self._consider(waiter)
