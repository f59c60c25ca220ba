"""Taking away from a recording what a check reads in it: what then still passes rests on nothing."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any

from booking_conformance.recording import MISSING, Document, Exchange, Observation, Response

Path = tuple[str | int, ...]
# Read to tell what a thing is, and to tell a person so.
_KIND = frozenset({"@type", "type"})


@dataclass
class Looked:
    """What a check looked at in documents, which go by the id of their exchange or the name of their observation.

    ``looked_for`` where it asked for something; ``at`` where it found a value; ``through`` the lists that it went
    through; ``names`` of the properties in which it found a value.
    """

    looked_for: set[str] = field(default_factory=set)
    at: set[str] = field(default_factory=set)
    through: set[tuple[str, Path]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def copy(self) -> "Looked":
        """Return a copy, to be kept."""
        return Looked(set(self.looked_for), set(self.at), set(self.through), set(self.names))

    def clear(self) -> None:
        """Forget everything."""
        for noted in (self.looked_for, self.at, self.through, self.names):
            noted.clear()

    def found(self, source: str) -> None:
        """Note that a value was found."""
        self.looked_for.add(source)
        self.at.add(source)


class _Object(dict[str, Any]):
    """An object that notes what is read of it."""

    def __init__(self, value: dict[str, Any], source: str, looked: Looked) -> None:
        super().__init__(value)
        self._source, self._looked = source, looked

    def get(self, name: str, default: Any = None) -> Any:
        found = super().get(name, default)
        if name not in _KIND:
            self._looked.looked_for.add(self._source)
            if name in self.keys() and not isinstance(found, dict | list):
                self._looked.found(self._source)
                self._looked.names.add(name)
        return found

    def __getitem__(self, name: str) -> Any:
        self.get(name)
        return super().__getitem__(name)

    def items(self) -> Any:
        self._looked.found(self._source)
        return super().items()

    def __eq__(self, other: object) -> bool:
        self._looked.found(self._source)
        return super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]  # as that of every dict


class _List(list[Any]):
    """A list that notes when somebody goes through it."""

    def __init__(self, value: list[Any], source: str, path: Path, looked: Looked) -> None:
        super().__init__(value)
        self._source, self._path, self._looked = source, path, looked

    def __iter__(self) -> Iterator[Any]:
        self._looked.found(self._source)
        if len(self):
            self._looked.through.add((self._source, self._path))
        return super().__iter__()


class _Document(Document):
    """A document in which everybody has to look where a path leads: who does not is spared it by looking everywhere."""

    __slots__ = ()

    def lacks(self, path: str) -> bool:
        return False


@dataclass(frozen=True)
class _Exchange(Exchange):
    """An exchange whose answer is a given document."""

    document: Any = field(default=None, compare=False)

    @property
    def answer(self) -> Document:
        """A document that remembers nothing of what others looked at."""
        return _Document(self.document, "", self.id)


def _watched(value: Any, source: str, looked: Looked, path: Path = ()) -> Any:
    if isinstance(value, dict):
        members = {name: _watched(member, source, looked, (*path, name)) for name, member in value.items()}
        return _Object(members, source, looked)
    if isinstance(value, list):
        members = [_watched(member, source, looked, (*path, index)) for index, member in enumerate(value)]
        return _List(members, source, path, looked)
    return value


def watched(exchange: Exchange, looked: Looked) -> Exchange:
    """Return the exchange with an answer that notes what is read of it."""
    if exchange.answer.value is MISSING:
        return exchange
    parts = {part.name: getattr(exchange, part.name) for part in fields(exchange)}
    return _Exchange(**parts, document=_watched(exchange.answer.value, exchange.id, looked))


def watched_item(observation: Observation, looked: Looked) -> Observation:
    """Return the observation with a feed item that notes what is read of its data."""
    if not isinstance(observation.value, dict) or "data" not in observation.value:
        return observation
    data = _watched(observation.value["data"], observation.name, looked)
    return replace(observation, value={**observation.value, "data": data})


Change = Callable[[Any, set[Path]], Any]


def empty(_: Any, through: set[Path]) -> Any:
    """Return an object with nothing in it."""
    return {}


def with_bare_members(document: Any, through: set[Path], path: Path = ()) -> Any:
    """Return the document with nothing in the objects that stand in the lists at the paths."""
    if isinstance(document, dict):
        return {name: with_bare_members(member, through, (*path, name)) for name, member in document.items()}
    if isinstance(document, list):
        bare = path in through
        kept = [{} if bare and isinstance(member, dict) else member for member in document]
        return [with_bare_members(member, through, (*path, index)) for index, member in enumerate(kept)]
    return document


def without_members(document: Any, through: set[Path], path: Path = ()) -> Any:
    """Return the document with the lists at the paths emptied."""
    if isinstance(document, dict):
        return {name: without_members(member, through, (*path, name)) for name, member in document.items()}
    if isinstance(document, list):
        members = [] if path in through else document
        return [without_members(member, through, (*path, index)) for index, member in enumerate(members)]
    return document


def without_property(name: str) -> Change:
    """Return the change that leaves a property out, wherever it stands."""

    def change(document: Any, through: set[Path]) -> Any:
        if isinstance(document, dict):
            return {key: change(member, through) for key, member in document.items() if key != name}
        return [change(member, through) for member in document] if isinstance(document, list) else document

    return change


def taken_from(exchange: Exchange, looked: Looked, change: Change) -> Exchange:
    """Return the exchange with an answer that lacks what a check looked at."""
    if exchange.id not in looked.looked_for or exchange.response is None or exchange.answer.value is MISSING:
        return exchange
    document = change(json.loads(exchange.response.body), _paths(looked, exchange.id))
    return replace(exchange, response=replace(exchange.response, body=json.dumps(document)))


def taken_from_item(observation: Observation, looked: Looked, change: Change) -> Observation:
    """Return the observation with a feed item whose data lack what a check looked at."""
    if observation.name not in looked.at or not isinstance(observation.value, dict):
        return observation
    data = change(observation.value["data"], _paths(looked, observation.name))
    return replace(observation, value={**observation.value, "data": data})


def _paths(looked: Looked, source: str) -> set[Path]:
    return {path for name, path in looked.through if name == source}


def crashed(exchange: Exchange) -> Exchange:
    """Return the exchange as if the target had crashed."""
    return replace(exchange, response=Response(500)) if exchange.response else exchange


def unseen(observation: Observation) -> Observation:
    """Return the observation as if nothing had come."""
    return replace(observation, seen=False, value=None)
