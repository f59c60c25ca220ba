"""What spares most of the work of judging messages: plain values are seen to hold, and what held once is remembered."""

import json
from collections.abc import Callable
from typing import Any

from booking_conformance.specification.formats import conforms
from booking_conformance.specification.schema_registry import Schema, definition

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
}
_SIMPLE = {"type", "format", "enum", "const"}

# A Seller, an offer or an opportunity stands in hundreds of messages of a run, the same to the letter each time: what
# held once is not judged again. The texts are kept whole, so that no collision can pass for a verdict.
held: set[tuple[str, str]] = set()
_HELD_AT_MOST = 4_096
_LONGEST_HELD = 6_000
_MOST_PROPERTIES_HELD = 40


def may_be_held(instance: Any) -> bool:
    """Return whether it is worth writing: what lists objects, as an Order does, stands in no other message."""
    if not isinstance(instance, dict) or len(instance) > _MOST_PROPERTIES_HELD:
        return False
    return not any(isinstance(value, list) and value and isinstance(value[0], dict) for value in instance.values())


def text_of(instance: Schema) -> str:
    """Return the instance as text, "" for one that cannot be written (a number of thousands of digits, say)."""
    try:
        return json.dumps(instance, default=repr)
    except (ValueError, RecursionError):
        return ""


def remember(known: tuple[str, str]) -> None:
    """Remember that a reference held for an instance, both as text."""
    if not 0 < len(known[1]) <= _LONGEST_HELD:
        return
    if len(held) >= _HELD_AT_MOST:
        held.clear()
    held.add(known)


_ACCEPTS: dict[int, Callable[[Any], bool]] = {}


def surely_holds(schema: Schema, instance: Any) -> bool:
    """Return whether a simple schema plainly holds; no means nothing. Most values of a message never need more."""
    accepts = _ACCEPTS.get(id(schema))
    if accepts is None:
        accepts = _ACCEPTS[id(schema)] = _acceptor(schema)
    return accepts(instance)


def _acceptor(schema: Schema) -> Callable[[Any], bool]:
    while schema.keys() == {"$ref"}:
        schema = definition(schema["$ref"])
    if not schema or not schema.keys() <= _SIMPLE:
        return lambda _: False
    values = frozenset(schema.get("enum", [schema["const"]] if "const" in schema else ()))
    if values:
        return lambda instance: type(instance) is str and instance in values
    return _type_acceptor(schema)


def _type_acceptor(schema: Schema) -> Callable[[Any], bool]:
    names = schema.get("type", [])
    types = frozenset(t for name in ([names] if isinstance(names, str) else names) for t in _PYTHON_TYPES.get(name, ()))
    name = schema.get("format")
    if name is None:
        return lambda instance: type(instance) in types
    return lambda instance: type(instance) in types and conforms(name, instance)
