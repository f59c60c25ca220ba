"""Where things stand in JSON: pointers (RFC 6901), and the one path language of tables and checks.

Steps of a path such as orderedItem[*].attendee: `name` a property, `[*]` every entry of an array, `[name=value]` only
objects whose property has that value, `[name!=a|b]` only objects whose property has none of them (or is not there).
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

_STEP = re.compile(
    r"\.?(?:(?P<name>[A-Za-z@][\w@:-]*)|\[(?P<every>\*)\]|\[(?P<key>[\w@:]+)(?P<op>!?=)(?P<values>[^\]]*)\])"
)


class Step(NamedTuple):
    """A step of a path: a property's name, "*", or a filter."""

    name: str
    among: frozenset[str] | None = None
    wanted: bool = True

    def passes(self, value: object) -> bool:
        """Return whether a filter lets an object pass."""
        if self.among is None or not isinstance(value, dict):
            return False
        actual = value.get(self.name)
        text = json.dumps(actual) if isinstance(actual, bool) else actual
        return (isinstance(text, str) and text in self.among) is self.wanted


Found = tuple[str, Any]


def pointer(above: str, step: str | int) -> str:
    """Return the JSON pointer of a property or entry below the one of ``above``."""
    return f"{above}/{str(step).replace('~', '~0').replace('/', '~1')}"


def select(path: str, document: object) -> Iterator[Found]:
    """Return pointer (RFC 6901) and value of everything in the document that the path leads to."""
    found: Iterator[Found] = iter([("", document)])
    for step in steps(path):
        found = _follow(step, found)
    return found


def leads_to_object(path: str, document: object) -> bool:
    """Return whether a path leads to an object with properties; nothing is looked at beyond the first one."""
    return _leads_to_object(steps(path), document)


def _leads_to_object(way: tuple[Step, ...], value: Any) -> bool:
    for place, step in enumerate(way, 1):
        if step.among is not None:
            if not step.passes(value):
                return False
        elif step.name == "*":
            rest = way[place:]
            return isinstance(value, list) and any(_leads_to_object(rest, entry) for entry in value)
        elif isinstance(value, dict) and step.name in value:
            value = value[step.name]
        else:
            return False
    return isinstance(value, dict) and bool(value)


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the names of the properties that a path leads through."""
    return frozenset(step.name for step in steps(path) if step.among is None and step.name != "*")


@cache
def steps(path: str) -> tuple[Step, ...]:
    """Return the steps of a path; raises ValueError for one that cannot be read."""
    read = []
    position = 0
    while position < len(path):
        match = _STEP.match(path, position)
        if match is None:
            raise ValueError(f"cannot read the path {path!r} from {path[position:]!r} on")
        read.append(_step(match))
        position = match.end()
    return tuple(read)


def _step(match: re.Match[str]) -> Step:
    if match["key"]:
        return Step(match["key"], frozenset(match["values"].split("|")), match["op"] == "=")
    return Step(match["name"] or "*")


def _follow(step: Step, found: Iterator[Found]) -> Iterator[Found]:
    for place, value in found:
        if step.among is not None:
            if step.passes(value):
                yield place, value
        elif step.name == "*":
            if isinstance(value, list):
                yield from ((pointer(place, index), entry) for index, entry in enumerate(value))
        elif isinstance(value, dict) and step.name in value:
            yield pointer(place, step.name), value[step.name]
