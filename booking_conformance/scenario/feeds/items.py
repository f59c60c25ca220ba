"""What a feed has shown: each item in its last state, with the page that showed it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from booking_conformance.openactive.opportunities.embedded import parts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from booking_conformance.recording import Document, Exchange

_MOST_BYTES = 60_000_000


@dataclass(frozen=True)
class Known:
    """A feed item as a page showed it: the page's exchange id, its URL, and when it was requested (monotonic clock).

    ``size`` is about how many bytes of memory it takes.
    """

    item: dict[str, Any]
    page: str
    url: str
    requested: float
    size: int = 0


@dataclass
class Room:
    """How many bytes the items of all feeds of a run may take, and take."""

    most: int = _MOST_BYTES
    taken: int = 0


class KnownItems:
    """The last state of each item, found by any of its names.

    Feeds may be larger than memory: when the room for them is taken, only further states of known items are kept, and
    items that somebody waits for.
    """

    def __init__(self, room: Room) -> None:
        self._items: dict[str, Known] = {}
        self._known_as: dict[str, str] = {}
        self._parts: dict[str, set[str]] = {}
        self._room = room

    def get(self, name: str) -> Known | None:
        """Return the last state of the item that goes by a name, or None."""
        return self._items.get(self._known_as.get(name, name))

    def items(self) -> list[dict[str, Any]]:
        """Return all items in their last state."""
        return [known.item for known in self._items.values()]

    def add(self, known: Known, awaited: Collection[str] = ()) -> None:
        """Keep a state as the last one of its item; ``awaited`` are names that somebody waits for."""
        identifier, called = str(known.item.get("id")), names(known.item)
        before = self._items.get(identifier)
        if before is None and self._room.taken > self._room.most and not {identifier, *called}.intersection(awaited):
            return
        self._drop_parts(identifier, known)
        if "within" in known.item:
            self._parts.setdefault(known.item["within"], set()).add(identifier)
        self._room.taken += known.size - (before.size if before else 0)
        self._items[identifier] = known
        for name in called:
            self._known_as[name] = identifier

    def _drop_parts(self, identifier: str, known: Known) -> None:
        """Take whatever once stood in an item as deleted: what still stands there comes right after it."""
        for part in self._parts.get(identifier, ()):
            alone = {name: value for name, value in self._items[part].item.items() if name != "data"}
            gone = known.item if known.item.get("state") == "deleted" else {**alone, "state": "deleted"}
            self._items[part] = replace(known, item=gone, size=0)


def names(item: dict[str, Any]) -> set[str]:
    """Return what an item may be asked for by: the @id in its data, and its kind with its UUID as ``order/{uuid}``.

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
    """Return the items of a page that are objects; nothing when the answer is not a page.

    After an item of an open feed come the opportunities that stand in it, as if each were an item of its own: its
    ``within`` is the id of the item.
    """
    shown = [item for item in exchange.answer["items"].each() if isinstance(item.value, dict)]
    if exchange.call != "open-feed":
        return [_with_id(item.plain()) for item in shown]
    return [each for item in shown for each in (item.plain(), *_parts(item))]


def _with_id(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item with its id, which the feeds of Orders may write @id (open reading 26)."""
    return {**item, "id": item["@id"]} if "@id" in item and "id" not in item else item


def shown_again(item: dict[str, Any], page: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the state in which a page that is read anew shows an item; None where it no longer shows it.

    A page shows an opportunity as deleted by showing the item that it stood in without it.
    """
    by_id = {str(each.get("id")): each for each in page}
    without = item.get("state") == "deleted" and item.get("within") in by_id
    return by_id.get(str(item.get("id")), item if without else None)


def _parts(item: Document) -> Iterator[dict[str, Any]]:
    alike = {name: item.plain().get(name) for name in ("state", "modified")}
    for part in parts_of(item["data"]):
        yield {**alike, "kind": part.type, "id": part.id, "within": str(item.plain().get("id")), "data": part.value}
