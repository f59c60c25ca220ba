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
    """A feed: its name, where it starts, and with whose credentials it is read ("" for an open feed).

    ``origins`` are those that its pages may be at besides the first one's.
    """

    name: str
    url: str
    call: str
    partner: str = ""
    origins: frozenset[str] = frozenset()

    def message(self, url: str) -> Message:
        """Return the request for one page of the feed."""
        if self.partner:
            return Message(self.call, "GET", url, partner=self.partner, step=self.name)
        return Message(self.call, "GET", url, accept=OPEN_FEED_MEDIA_TYPES, step=self.name)

    def leads_away(self, url: str) -> bool:
        """Return whether a page is at an origin where this feed may not be read."""
        return origin(url) not in {origin(self.url), *self.origins}

    def following(self, page: Exchange, *, empty: bool) -> tuple[str, bool]:
        """Return the URL that a page names as next, and whether it is the page itself; FeedBroken where it leads away.

        Only a page that is ``empty`` may lead to itself: it is the last one.
        """
        following = page.answer["next"].text
        if following is None:
            raise FeedBroken(f"the page {page.request.url} has no next")
        if self.leads_away(following):
            raise FeedBroken(f"next leads to another origin, which is not among those configured: {following}")
        itself = same_page(following, page.request.url)
        if itself and not empty:
            raise FeedBroken(f"next of a page with items is that page itself: {following}")
        return following, itself
