"""Where a feed starts, and with whose credentials it is read."""

from __future__ import annotations

from dataclasses import dataclass

from booking_conformance.client.message import OPEN_FEED_MEDIA_TYPES, Message


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
