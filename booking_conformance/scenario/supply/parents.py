"""What opportunities inherit from, as the feeds of their kinds above have shown it so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.openactive.opportunities.published_pages import by_id, is_bare, joined
from booking_conformance.recording import Document
from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.openactive.opportunities.published import PublishedOpportunity
    from booking_conformance.scenario.feeds.reader import FeedReader


class Parents:
    """Joins opportunities with their series or facilities, however many levels these have."""

    def __init__(self, feeds: Mapping[str, FeedReader]) -> None:
        self._feeds = feeds
        self._known: dict[str, tuple[int, dict[str, Document]]] = {}

    def readers(self, kind: str) -> list[FeedReader]:
        """Return the readers of the feeds that hold what a kind inherits from."""
        return [self._feeds[above] for above in opportunity_types()[kind].above if above in self._feeds]

    def join(self, kind: str, data: dict[str, Any]) -> PublishedOpportunity:
        """Return the opportunity with everything above it that is known."""
        found: dict[str, Document] = {}
        for reader in self.readers(kind):
            found |= self._of(reader)
        return joined(kind, Document(data), found)

    def _of(self, reader: FeedReader) -> dict[str, Document]:
        """Return what a feed has shown, by @id; made anew only when it has shown something since."""
        seen, found = self._known.get(reader.source.name, (-1, {}))
        if seen != reader.pages_read:
            data = [item["data"] for item in reader.items() if isinstance(item.get("data"), dict)]
            found = dict(pair for each in data for pair in by_id(Document(each)))
            self._known[reader.source.name] = reader.pages_read, found
        return found

    async def complete(self, kind: str, data: dict[str, Any], within: float) -> PublishedOpportunity:
        """Return the opportunity with what is above it, waiting for that, in seconds, where its feed may be behind."""
        found = self.join(kind, data)
        reference, readers = _awaited(found), self.readers(kind)
        if reference is None or not readers:
            return found
        await readers[0].wait("parent", reference, has_data, awaited=reference, within=within, since=0.0)
        return self.join(kind, data)

    def spaces_shown(self, kind: str, reader: FeedReader) -> list[int | None]:
        """Return how many spaces a feed shows of each opportunity of a kind, None where it does not state them.

        A feed may hold several kinds, which only what is above them tells apart.
        """
        shown = (self.join(kind, item["data"]) for item in reader.items() if has_data(item))
        return [one.capacity for one in shown if one.is_of_its_type]


def _awaited(found: PublishedOpportunity) -> str | None:
    """Return the @id of what has still to be read; what is said beside a reference to it need not be all."""
    if found.whole and (found.is_complete or len(found.holders) == 1):
        return None
    last = found.holders[-1]
    return last.id if is_bare(last) else found.holders[1].id


def has_data(item: dict[str, Any]) -> bool:
    """Return whether a feed item is one with data, not a deleted one."""
    return item.get("state") == "updated" and isinstance(item.get("data"), dict)
