"""Reading JSON that nobody vouches for: a cursor that never raises, and knows where it is."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from functools import reduce
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from booking_conformance.json_path import pointer, steps

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from booking_conformance.json_path import Step

    # A pointer, or the place above and the name there.
    _Place: TypeAlias = str | tuple["_Place", str | int]


class _Missing:
    """The value of a property that is not there."""

    def __repr__(self) -> str:
        return "nothing"

    def __bool__(self) -> bool:
        return False


MISSING: Final = _Missing()
_SHOWN_CHARACTERS = 300
_MEMBER_CHARACTERS = 48
# No amount of money has more; sums of what has a million digits would overflow.
_DIGITS = 30


def parse_json(text: str) -> object:
    """Return the document in ``text`` with fractions as Decimal; raise ValueError when it is not JSON."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def show(value: object) -> str:
    """Return ``value`` as JSON for a person to read; where it is long, without what its members contain."""
    if value is MISSING:
        return "nothing"
    text = _json(value)
    if len(text) > _SHOWN_CHARACTERS and isinstance(value, dict):
        text = "{" + ", ".join(f"{_json(name)}: {_outline(member)}" for name, member in value.items()) + "}"
    elif len(text) > _SHOWN_CHARACTERS and isinstance(value, list):
        text = "[" + ", ".join(map(_outline, value)) + "]"
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"


def _outline(value: object) -> str:
    """Return a member of something long: a list by its length, an object by its type, a text by its beginning."""
    if isinstance(value, dict):
        kind = value.get("@type")
        return f"{{{_json(kind)}, …}}" if isinstance(kind, str) and value.keys() - {"@type"} else _json(value)[:20]
    if isinstance(value, list) and value:
        return f"[{len(value)} {'item' if len(value) == 1 else 'items'}]"
    text = _json(value)
    return text if len(text) <= _MEMBER_CHARACTERS else f'{text[: _MEMBER_CHARACTERS - 2]}…"'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


class Document:
    """A place in a JSON document. A property that is missing leads to a missing place, never to an exception.

    A place that was looked at is remembered by the one above it: dozens of checks look at the same ones.
    """

    __slots__ = ("_entries", "_objects_below", "_place", "_properties", "exchange", "value")

    def __init__(self, value: object, place: _Place = "", exchange: str | None = None) -> None:
        self.value = value
        self.exchange = exchange
        self._place = place
        self._properties: dict[str, Document] | None = None
        self._entries: list[Document] | None = None
        self._objects_below: list[Document] | None = None

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

    def objects(self, without: Collection[str] = ()) -> Iterator[Document]:
        """Return this place and those below it that are objects; the many texts and numbers cost nothing.

        What stands in properties of a name in ``without`` is passed over.
        """
        if without:
            return self._objects_without(without)
        if self._objects_below is None:
            # Without the place itself: in a circle the whole document would wait for the collector of garbage.
            self._objects_below = [place for place in self._objects_without(()) if place is not self]
        return chain((self,) if isinstance(self.value, dict) else (), self._objects_below)

    def _objects_without(self, without: Collection[str]) -> Iterator[Document]:
        stack = [self]
        while stack:
            place = stack.pop()
            if isinstance(place.value, dict):
                yield place
                below = [
                    place[name]
                    for name, member in place.value.items()
                    if isinstance(member, (dict, list)) and name not in without
                ]
            else:
                below = [entry for entry in place.each() if isinstance(entry.value, (dict, list))]
            below.reverse()
            stack += below

    def named(self, name: str) -> list[Document]:
        """Return the properties of that name, at any depth."""
        return [place[name] for place in self.objects() if name in place.value]  # type: ignore[operator]  # an object

    def find(self, path: str) -> list[Document]:
        """Return the places that a path such as ``orderedItem[*].error`` (``json_path``) leads to, those that exist."""
        places = [self]
        for step in steps(path):
            places = [found for place in places for found in place._follow(step)]  # noqa: SLF001 - its own kind
        return places

    def _follow(self, step: Step) -> list[Document]:
        if step.among is not None:
            return [self] if step.passes(self.value) else []
        if step.name == "*":
            return self.each()
        found = self[step.name]
        return [found] if found else []

    @property
    def text(self) -> str | None:
        """The string here, or None."""
        return self.value if isinstance(self.value, str) else None

    @property
    def integer(self) -> int | None:
        """The whole number here, or None; 60.0 is one, true and false are not numbers."""
        value = self.value
        if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value():
            return int(value) if value.adjusted() < _DIGITS else None
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    @property
    def boolean(self) -> bool | None:
        """The truth value here, or None."""
        return self.value if isinstance(self.value, bool) else None

    @property
    def decimal(self) -> Decimal | None:
        """The amount here, from a number or from text (open reading 33), or None."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | Decimal | str):
            return None
        try:
            amount = Decimal(self.value)
        except (InvalidOperation, ValueError):
            return None
        return amount if amount.is_finite() and abs(amount.adjusted()) < _DIGITS else None

    @property
    def type(self) -> str | None:
        """The @type here (``type`` in older messages), or None; of an array the only member."""
        value = self["@type"].value if self["@type"] else self["type"].value
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        return value if isinstance(value, str) else None

    @property
    def id(self) -> str | None:
        """The identifier of the thing here, given as an @id string or as an object that has one."""
        if isinstance(self.value, str):
            return self.value
        return self["@id"].text or self["id"].text

    def plain(self) -> Any:
        """Return the value; a missing one is None."""
        return None if self.value is MISSING else self.value
