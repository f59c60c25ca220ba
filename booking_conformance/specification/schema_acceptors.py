"""Whether a schema holds, without saying what is wrong: each schema becomes a function, made once.

Nearly every message of a run holds, and is judged ten times as fast. What is refused here is judged again by
jsonschema, whose verdict counts, and which finds the words for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from booking_conformance.specification.formats import conforms
from booking_conformance.specification.schema_registry import Schema, definition

Accepts = Callable[[Any], bool]

_MADE: dict[int, Accepts] = {}
_WITHOUT_EFFECT = frozenset({"$schema", "$id", "$comment", "$defs", "title", "description", "then", "else"})


def acceptor(schema: Schema) -> Accepts:
    """Return the function that says whether a part of the message schemas holds for an instance.

    Raises KeyError for a schema with a keyword that none of ours has.
    """
    made = _MADE.get(id(schema))
    if made is None:
        made = _MADE[id(schema)] = _all(_parts(schema))
    return made


def _parts(schema: Schema) -> list[Accepts]:
    return [_MAKERS[name](value, schema) for name, value in schema.items() if name not in _WITHOUT_EFFECT]


def _all(parts: list[Accepts]) -> Accepts:
    if len(parts) == 1:
        return parts[0]

    def every(instance: Any) -> bool:
        for part in parts:  # noqa: SIM110 - this is where the time goes, and all() takes twice as long
            if not part(instance):
                return False
        return True

    return every


def _ref(ref: str, _: Schema) -> Accepts:
    # Definitions refer to one another in circles: each is looked up when it is first needed.
    known: list[Accepts] = []

    def holds(instance: Any) -> bool:
        if not known:
            known.append(acceptor(definition(ref)))
        return known[0](instance)

    return holds


def _properties(properties: Mapping[str, Schema], _: Schema) -> Accepts:
    known = [(name, acceptor(schema)) for name, schema in properties.items()]

    def holds(instance: Any) -> bool:
        if isinstance(instance, dict):
            for name, accepts in known:
                if name in instance and not accepts(instance[name]):
                    return False
        return True

    return holds


def _items(schema: Schema, _: Schema) -> Accepts:
    accepts = acceptor(schema)
    return lambda instance: not isinstance(instance, list) or all(map(accepts, instance))


def _required(names: list[str], _: Schema) -> Accepts:
    wanted = frozenset(names)
    return lambda instance: not isinstance(instance, dict) or wanted <= instance.keys()


def _type(types: str | list[str], _: Schema) -> Accepts:
    wanted = [_TYPES[name] for name in ([types] if isinstance(types, str) else types)]
    return wanted[0] if len(wanted) == 1 else lambda instance: any(is_one(instance) for is_one in wanted)


def _enum(allowed: list[str], _: Schema) -> Accepts:
    values = frozenset(allowed)
    return lambda instance: isinstance(instance, str) and instance in values


def _any_of(branches: list[Schema], _: Schema) -> Accepts:
    accepting = [acceptor(branch) for branch in branches]
    return lambda instance: any(accepts(instance) for accepts in accepting)


def _if(condition: Schema, schema: Schema) -> Accepts:
    holds = acceptor(condition)
    then, otherwise = acceptor(schema.get("then", {})), acceptor(schema.get("else", {}))
    return lambda instance: (then if holds(instance) else otherwise)(instance)


def is_integer(instance: Any) -> bool:
    """Return whether a number is whole: 60.0 is, as some languages write it."""
    if isinstance(instance, Decimal):
        return instance.is_finite() and instance == instance.to_integral_value()
    return isinstance(instance, int) and not isinstance(instance, bool)


def _is_number(instance: Any) -> bool:
    return isinstance(instance, (int, float, Decimal)) and not isinstance(instance, bool)


_TYPES: Mapping[str, Accepts] = {
    "array": lambda instance: isinstance(instance, list),
    "boolean": lambda instance: isinstance(instance, bool),
    "integer": is_integer,
    "number": _is_number,
    "object": lambda instance: isinstance(instance, dict),
    "string": lambda instance: isinstance(instance, str),
}

_MAKERS: Mapping[str, Callable[[Any, Schema], Accepts]] = {
    "$ref": _ref,
    "properties": _properties,
    "items": _items,
    "required": _required,
    "type": _type,
    "enum": _enum,
    "const": lambda wanted, _: _enum([wanted], {}),
    "format": lambda name, _: lambda instance: conforms(name, instance),
    "minItems": lambda least, _: lambda instance: not isinstance(instance, list) or len(instance) >= least,
    "maxItems": lambda most, _: lambda instance: not isinstance(instance, list) or len(instance) <= most,
    "anyOf": _any_of,
    "allOf": lambda branches, _: _all([acceptor(branch) for branch in branches]),
    "if": _if,
}
