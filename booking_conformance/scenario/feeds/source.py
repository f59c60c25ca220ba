"""Where a feed starts, with whose credentials it is read, and where its pages lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.client.message import OPEN_FEED_MEDIA_TYPES, Message
from booking_conformance.openactive.rpde import same_page
from booking_conformance.urls import origin

if TYPE_CHECKING:
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
        """Return the request for one page of the feed."""
        if self.partner:
            return Message(self.call, "GET", url, partner=self.partner, step=self.name)
        return Message(self.call, "GET", url, accept=OPEN_FEED_MEDIA_TYPES, step=self.name)

    def following(self, page: Exchange, *, empty: bool) -> tuple[str, bool]:
        """Return the URL that a page names as next, and whether it is the page itself; FeedBroken where it leads away.

        Only a page that is ``empty`` may lead to itself: it is the last one.
        """
        following = page.answer["next"].text
        if following is None:
            raise FeedBroken(f"the page {page.request.url} has no next")
        if origin(following) != origin(self.url):
            raise FeedBroken(f"next leads to another origin: {following}")
        itself = same_page(following, page.request.url)
        if itself and not empty:
            raise FeedBroken(f"next of a page with items is that page itself: {following}")
        return following, itself
