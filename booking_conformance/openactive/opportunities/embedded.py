"""Opportunities that stand in the feed item of what they belong to, which is a place to publish them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.recording import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

# The property that lists them, and the one by which each would refer to what it stands in.
_LISTS = {"subEvent": "superEvent", "event": "facilityUse"}
_REFERENCE = {"@context", "@type", "@id"}
_DEEPEST = 3


def parts_of(data: Document, levels: int = _DEEPEST) -> Iterator[Document]:
    """Yield each opportunity that stands in the data of a feed item, with a reference to what it stands in.

    What is no more than a reference is published elsewhere. A facility may hold others, which list their own.
    """
    for holder in (data, *data["individualFacilityUse"].each()):
        for name, link in _LISTS.items():
            for part in holder[name].each():
                if part.id is None or not isinstance(part.value, dict) or not part.value.keys() - _REFERENCE:
                    continue
                placed = Document({link: holder.id, **part.value}, part.pointer, part.exchange)
                yield placed
                if levels > 1:
                    yield from parts_of(placed, levels - 1)
