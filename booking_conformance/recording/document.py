"""Reading JSON that nobody vouches for: a cursor that never raises, and knows where it is."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeAlias

from booking_conformance.json_path import names_in, pointer, steps
from booking_conformance.recording.missing import MISSING
from booking_conformance.recording.shown_value import show

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    # A pointer, or the place above and the name there.
    _Place: TypeAlias = str | tuple["_Place", str | int]


# No amount of money has more; sums of what has a million digits would overflow.
_DIGITS = 30
_CONTAINERS = (dict, list)
_NUMERIC = (int, Decimal, str)


class Document:
    """A place in a JSON document. A property that is missing leads to a missing place, never to an exception.

    A place that was looked at is remembered by the one above it: dozens of checks look at the same ones.
    """

    __slots__ = ("_entries", "_names", "_objects", "_place", "_properties", "exchange", "value")

    def __init__(self, value: object, place: _Place = "", exchange: str | None = None) -> None:
        self.value = value
        self.exchange = exchange
        self._place = place
        self._properties: dict[str, Document] | None = None
        self._entries: list[Document] | None = None
        self._names: frozenset[str] | None = None
        self._objects: list[tuple[dict[str, Any], _Place]] | None = None

    def __repr__(self) -> str:
        return f"Document({show(self.value)} at {self.pointer or '/'})"

    @property
    def pointer(self) -> str:
        """Where this is, as a JSON pointer; made when it is asked for, since most places never are."""
        below: list[str | int] = []
        place = self._place
        while not isinstance(place, str):
            place, name = place
            below.append(name)
        return reduce(pointer, reversed(below), place)

    def __getitem__(self, name: str) -> Document:
        known = self._properties
        if known is None:
            known = self._properties = {}
        elif name in known:
            return known[name]
        holder = self.value
        value = holder.get(name, MISSING) if isinstance(holder, dict) else MISSING
        found = known[name] = Document(value, (self._place, name), self.exchange)
        return found

    def __bool__(self) -> bool:
        return self.value is not MISSING

    def each(self) -> list[Document]:
        """Return the members of an array; nothing when this is not an array."""
        if not isinstance(self.value, list):
            return []
        if self._entries is None:
            self._entries = [
                Document(entry, (self._place, index), self.exchange) for index, entry in enumerate(self.value)
            ]
        return self._entries.copy()

    def properties(self) -> list[tuple[str, Document]]:
        """Return the properties of an object by name; nothing when this is not an object."""
        if not isinstance(self.value, dict):
            return []
        known = self._properties
        if known is None:
            known = self._properties = {}
        # Whoever goes through all properties has read none: the proof that nothing rests on nothing tells them apart.
        for name, value in self.value.items():
            if name not in known:
                known[name] = Document(value, (self._place, name), self.exchange)
        return [(name, known[name]) for name in self.value]

    def walk(self) -> Iterator[Document]:
        """Yield this place and all places below it, without recursion: depth is the target's choice."""
        stack = [self]
        while stack:
            place = stack.pop()
            yield place
            if isinstance(place.value, dict):
                stack.extend(reversed([child for _, child in place.properties()]))
            elif isinstance(place.value, list):
                stack.extend(reversed(place.each()))

    def objects(self) -> Iterator[Document]:
        """Yield this place and those below it that are objects; the many texts and numbers cost nothing."""
        return (Document(value, place, self.exchange) for value, place in self._below())

    def with_any(self, names: frozenset[str]) -> Iterator[Document]:
        """Yield the ``objects`` that have a property with one of the names."""
        for value, place in self._below():
            if not names.isdisjoint(value):
                yield Document(value, place, self.exchange)

    def named(self, name: str, without: Collection[str] = ()) -> list[Document]:
        """Return the properties of that name of all ``objects`` but those that stand in properties ``without``."""
        holders = [(value[name], place) for value, place in self._below() if name in value]
        kept = (
            [(value, place) for value, place in holders if not self._is_within(place, without)] if without else holders
        )
        return [Document(value, (place, name), self.exchange) for value, place in kept]

    def _is_within(self, place: _Place, names: Collection[str]) -> bool:
        """Return whether a place below this one stands in a property of one of the names."""
        while place is not self._place and not isinstance(place, str):
            place, name = place
            if name in names:
                return True
        return False

    def _below(self) -> list[tuple[dict[str, Any], _Place]]:
        """Return the objects here and below with their places. Nearly all who ask want no more than a few of them."""
        if self._objects is not None:
            return self._objects
        found: list[tuple[dict[str, Any], _Place]] = []
        stack: list[tuple[Any, _Place]] = [(self.value, self._place)]
        while stack:
            value, place = stack.pop()
            if isinstance(value, dict):
                found.append((value, place))
                members: Iterable[tuple[str | int, Any]] = value.items()
            else:
                members = enumerate(value) if isinstance(value, list) else ()
            below: list[tuple[Any, _Place]] = []
            for key, each in members:
                # Most are texts, which is seen at once.
                if type(each) is not str and isinstance(each, _CONTAINERS):
                    below.append((each, (place, key)))
            if below:
                below.reverse()
                stack += below
        self._objects = found
        return found

    def lacks(self, path: str) -> bool:
        """Return whether a path surely leads nowhere, since a property that it names stands nowhere here."""
        if self._names is None:
            self._names = frozenset().union(*(value for value, _ in self._below()))
        return not names_in(path) <= self._names

    def find(self, path: str) -> list[Document]:
        """Return the places that a path such as ``orderedItem[*].error`` (``json_path``) leads to, those that exist."""
        places = [self]
        for step in steps(path):
            if step.among is not None:
                places = [place for place in places if step.passes(place.value)]
            elif step.name == "*":
                places = [entry for place in places for entry in place.each()]
            else:
                places = [found for place in places if (found := place[step.name]).value is not MISSING]
            if not places:
                break
        return places

    @property
    def text(self) -> str | None:
        """The string here, or None."""
        return self.value if isinstance(self.value, str) else None

    @property
    def integer(self) -> int | None:
        """The whole number here, or None; 60.0 is one, true and false are not numbers."""
        value = self.value
        if isinstance(value, int):
            return None if isinstance(value, bool) else value
        if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value():
            return int(value) if value.adjusted() < _DIGITS else None
        return None

    @property
    def boolean(self) -> bool | None:
        """The truth value here, or None."""
        return self.value if isinstance(self.value, bool) else None

    @property
    def decimal(self) -> Decimal | None:
        """The amount here, from a number or from text (open reading 33), or None."""
        if isinstance(self.value, bool) or not isinstance(self.value, _NUMERIC):
            return None
        try:
            amount = Decimal(self.value)
        except (InvalidOperation, ValueError):
            return None
        return amount if amount.is_finite() and abs(amount.adjusted()) < _DIGITS else None

    @property
    def type(self) -> str | None:
        """The @type here (``type`` in older messages), or None; of an array the only member."""
        value = self._either("@type", "type")
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        return value if isinstance(value, str) else None

    @property
    def id(self) -> str | None:
        """The identifier of the thing here, given as an @id string or as an object that has one."""
        if isinstance(self.value, str):
            return self.value
        value = self._either("@id", "id")
        return value if isinstance(value, str) and value else self["id"].text

    def _either(self, name: str, older: str) -> object:
        """Return the value of a property, that of an older name for it where it is not there."""
        if not isinstance(self.value, dict):
            return MISSING
        value = self.value.get(name, MISSING)
        return self.value.get(older, MISSING) if value is MISSING else value

    def plain(self) -> Any:
        """Return the value; a missing one is None."""
        return None if self.value is MISSING else self.value
