"""One reader for each feed of a run. It polls only while somebody waits, and never believes a page it cannot read."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from booking_conformance.client.budget import LimitReached
from booking_conformance.client.session import OPEN_FEED_MEDIA_TYPES, Message
from booking_conformance.client.transport import ForeignOrigin
from booking_conformance.recording import Observation
from booking_conformance.urls import origin

if TYPE_CHECKING:
    from collections.abc import Callable

    from booking_conformance.client.session import Session
    from booking_conformance.recording import Exchange


class FeedBroken(Exception):
    """A page that cannot be read on: the message says why."""


@dataclass(frozen=True)
class FeedSource:
    """A feed: its name, where it starts, and with whose credentials it is read ("" for an open feed)."""

    name: str
    url: str
    call: str
    partner: str = ""

    def message(self, url: str) -> Message:
        """Return the request for a page."""
        if self.partner:
            return Message(self.call, "GET", url, partner=self.partner, step=self.name)
        return Message(self.call, "GET", url, accept=OPEN_FEED_MEDIA_TYPES, step=self.name)


@dataclass
class _Waiter:
    item: str
    test: Callable[[dict[str, Any]], bool]
    done: asyncio.Future[dict[str, Any]]
    pages: list[str] = field(default_factory=list)


class FeedReader:
    """Follows one feed from its start. Items are kept by id in the state they were last seen in."""

    def __init__(self, source: FeedSource, session: Session, *, interval: float, pages: int) -> None:
        self.source = source
        self._session = session
        self._interval = interval
        self._pages_left = pages
        self._next = source.url
        self._items: dict[str, dict[str, Any]] = {}
        self._known_as: dict[str, str] = {}
        self._waiters: list[_Waiter] = []
        self._task: asyncio.Task[None] | None = None
        self.broken: str | None = None
        self.caught_up = False

    def item(self, identifier: str) -> dict[str, Any] | None:
        """Return the item that goes by one of these ``names``, as last seen, or None."""
        return self._items.get(self._known_as.get(identifier, identifier))

    def items(self) -> list[dict[str, Any]]:
        """Return all items as last seen."""
        return list(self._items.values())

    async def wait(
        self, name: str, item: str, test: Callable[[dict[str, Any]], bool], *, awaited: str, within: float
    ) -> Observation:
        """Wait until the item is in a state that passes ``test``, and return what was seen.

        ``test`` is given the feed item (``state``, ``id``, ``data``); it is asked about the last known state first.
        """
        started = time.monotonic()
        known = self.item(item)
        if known is not None and test(known):
            return Observation(name, self.source.name, awaited, True, known)
        waiter = _Waiter(item, test, asyncio.get_running_loop().create_future())
        self._waiters.append(waiter)
        self._ensure_polling()
        try:
            async with asyncio.timeout(within):
                value: Any = await waiter.done
            seen = True
        except (TimeoutError, FeedBroken):
            value, seen = self.item(item), False
        finally:
            self._waiters.remove(waiter)
        waited = round(time.monotonic() - started, 3)
        awaited = f"{awaited} ({self.broken})" if self.broken else awaited
        return Observation(name, self.source.name, awaited, seen, value, waited, tuple(waiter.pages[-5:]))

    async def read_to_end(self, within: float) -> None:
        """Read until the last page, once."""
        started = time.monotonic()
        while not self.caught_up and not self.broken and time.monotonic() - started < within:
            self._ensure_polling()
            await asyncio.sleep(0.02)

    def _ensure_polling(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._poll())

    async def _poll(self) -> None:
        interval = self._interval
        while (self._waiters or not self.caught_up) and not self.broken:
            try:
                count = await self._read_page()
            except FeedBroken as broken:
                self._break(str(broken))
                return
            if count:
                interval = self._interval
            else:
                self.caught_up = True
                await asyncio.sleep(interval)
                interval = min(interval * 1.5, self._interval * 10)

    def _break(self, why: str) -> None:
        self.broken = why
        for waiter in self._waiters:
            if not waiter.done.done():
                waiter.done.set_exception(FeedBroken(why))

    async def _read_page(self) -> int:
        exchange = await self._fetch(self._next)
        items = page_items(exchange)
        following = exchange.answer["next"].text
        if following is None:
            raise FeedBroken(f"the page {self._next} has no next")
        if origin(following) != origin(self.source.url):
            raise FeedBroken(f"next leads to another origin: {following}")
        if items and following == self._next:
            raise FeedBroken(f"next of a page with items is that page itself: {following}")
        self._next = following
        self._take(items, exchange.id)
        return len(items)

    async def _fetch(self, url: str) -> Exchange:
        if self._pages_left <= 0:
            raise FeedBroken("the limit of feed pages is reached")
        self._pages_left -= 1
        try:
            exchange = await self._session.send(self.source.message(url))
        except (LimitReached, ForeignOrigin) as error:
            raise FeedBroken(str(error)) from error
        if exchange.status != 200:
            raise FeedBroken(f"{exchange.summary}")
        return exchange

    def _take(self, items: list[dict[str, Any]], page: str) -> None:
        for item in items:
            self._store(item)
        for waiter in self._waiters:
            waiter.pages.append(page)
            known = self.item(waiter.item)
            if known is not None and not waiter.done.done() and waiter.test(known):
                waiter.done.set_result(known)

    def _store(self, item: dict[str, Any]) -> None:
        identifier = str(item.get("id"))
        self._items[identifier] = item
        for name in names(item):
            self._known_as[name] = identifier


def names(item: dict[str, Any]) -> set[str]:
    """Return what an item may be asked for by: the @id in its data, and its kind with its UUID as ``Order/{uuid}``.

    A deleted item has no data: it goes on being known as what it was.
    """
    found = {f"{item.get('kind')}/{item.get('id')}".lower()}
    data = item.get("data")
    if isinstance(data, dict):
        identifier = data.get("@id")
        if isinstance(identifier, str):
            found |= {identifier, f"{data.get('@type')}/{identifier.rsplit('/', 1)[-1]}".lower()}
    return found


def page_items(exchange: Exchange) -> list[dict[str, Any]]:
    """Return the items of a page that are objects; nothing when the answer is no page."""
    return [item.value for item in exchange.answer["items"].each() if isinstance(item.value, dict)]
