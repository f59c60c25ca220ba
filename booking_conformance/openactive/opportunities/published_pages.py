"""The opportunities that pages of the open feeds show, each with what stands above it in its own feed or another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.openactive.opportunities.embedded import parts_of
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.openactive.rpde import id_of, items_of
from booking_conformance.recording import Document
from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from booking_conformance.recording import Exchange, Reading

# The properties that lead from an opportunity to what it belongs to, and on from there.
_ABOVE = ("superEvent", "facilityUse", "aggregateFacilityUse")
# A reference has no more than an @type and an @id.
_BARE = 2


def pages(conversation: Reading, kind: str) -> list[Exchange]:
    """Return the pages that were read of the feed of a kind, without those that were not answered 200."""
    steps = f"{kind} page ", f"{kind} bookable page "
    return [page for page in conversation.exchanges if page.step.startswith(steps) and page.status == 200]


def latest(read: Sequence[Exchange]) -> list[Document]:
    """Return the data of each item of these pages as last seen, without what is deleted."""
    last: dict[tuple[str | None, str], Document] = {}
    for item in (item for page in read for item in items_of(page)):
        last[item["kind"].text, str(id_of(item).value)] = item
    found = [item["data"] for item in last.values() if item["state"].text == "updated"]
    return [data for data in found if isinstance(data.value, dict)]


def published(conversation: Reading, kind: str, above: Sequence[str]) -> list[PublishedOpportunity]:
    """Return the opportunities of a kind that were read, with what was read of the kinds above."""
    return shown_on(kind, pages(conversation, kind), [pages(conversation, parent) for parent in above])


def shown_on(kind: str, own: Sequence[Exchange], above: Iterable[Sequence[Exchange]]) -> list[PublishedOpportunity]:
    """Return the opportunities of a kind that its pages show, with what the pages of each feed above show of theirs."""
    known: dict[str, Document] = {}
    for data in (data for read in above for data in latest(read)):
        known |= dict(by_id(data))
    found = (joined(kind, data, known) for data in with_parts(latest(own)))
    return [each for each in found if each.is_of_its_type]


def with_parts(shown: Iterable[Document]) -> list[Document]:
    """Return the data of items, and of the opportunities that stand in them."""
    return [each for data in shown for each in (data, *parts_of(data))]


def by_id(data: Document) -> Iterator[tuple[str, Document]]:
    """Yield what goes by an @id in the data of an item: the item itself, and the facilities that stand in it.

    A facility that stands in another one inherits from that, whether or not it says so itself.
    """
    if data.id is not None:
        yield data.id, data
    for part in data["individualFacilityUse"].each():
        if part.id is not None and isinstance(part.value, dict):
            yield part.id, Document({"aggregateFacilityUse": data.id, **part.value}, part.pointer, part.exchange)


def joined(kind: str, data: Document, known: Mapping[str, Document]) -> PublishedOpportunity:
    """Return an opportunity with what is above it, from ``known`` by @id where the data only refer to it."""
    holders, whole, described = [data], True, False
    names = (opportunity_types()[kind].parent or _ABOVE[0], *_ABOVE)
    place = data
    while len(holders) <= len(_ABOVE):
        reference = next((place[name] for name in names if place[name]), None)
        if reference is None:
            break
        found = known.get(reference.id or "", reference)
        whole = whole and (found is not reference or not is_bare(reference))
        described = described or (place is data and found is reference)
        holders += [found] if found is reference else [reference, found]
        place = found
    opportunity = PublishedOpportunity(kind, tuple(holders), whole)
    # Where others stand in a feed of their own, what is said beside a reference need not be all.
    in_part = described and known and not opportunity.is_complete
    return replace(opportunity, whole=False) if in_part else opportunity


def is_bare(reference: Document) -> bool:
    """Return whether a reference says nothing of what it refers to."""
    return len(reference.properties()) <= _BARE
