"""JSON Schema keywords that say what was expected in a short sentence, and stay cheap on large and hostile documents.

They replace those of jsonschema that put the whole instance into their message, or resolve a reference anew each
time. References are absolute, so that each resolves to the same definition wherever it stands.
"""

import json
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from booking_conformance.specification.data_files import read_message_schemas
from booking_conformance.specification.formats import FORMATS, conforms

Schema = dict[str, Any]
Errors = Iterator[ValidationError]

ABSENT: Any = object()
"""The instance of an error about a property that is not there."""

entries_left: ContextVar[int] = ContextVar("entries_left", default=20_000)
"""How many more list entries are judged: lists without end must not hang a run."""

_TYPE_NAMES = {
    "array": "an array",
    "boolean": "true or false",
    "integer": "an integer",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}
_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
}
_SIMPLE = {"type", "format", "enum", "const"}


@cache
def schemas() -> dict[str, Schema]:
    """Return every schema and definitions file by name."""
    return read_message_schemas()


@cache
def registry() -> Registry[Any]:
    """Return the registry that knows every schema by its URN, and never looks anywhere else."""
    known = ((schema["$id"], DRAFT202012.create_resource(schema)) for schema in schemas().values())
    return Registry().with_resources(known).crawl()


@cache
def definition(ref: str) -> Schema:
    """Return the definition behind an absolute reference."""
    contents: Schema = registry().resolver().lookup(ref).contents
    return contents


def _ref(validator: Any, ref: str, instance: Any, _schema: Schema) -> Errors:
    if not _may_be_held(instance):
        yield from validator.descend(instance, definition(ref))
        return
    known = ref, _text_of(instance)
    if known in _held:
        return
    sound = True
    for error in validator.descend(instance, definition(ref)):
        sound = False
        yield error
    if sound:
        _remember(known)


# A Seller, an offer or an opportunity stands in hundreds of messages of a run, the same to the letter each time: what
# held once is not judged again. The texts are kept whole, so that no collision can pass for a verdict.
_held: set[tuple[str, str]] = set()
_HELD_AT_MOST = 4_096
_LONGEST_HELD = 6_000
_MOST_PROPERTIES_HELD = 40


def _may_be_held(instance: Any) -> bool:
    """Tell whether it is worth writing: what lists objects, as an Order does, stands in no other message."""
    if not isinstance(instance, dict) or len(instance) > _MOST_PROPERTIES_HELD:
        return False
    return not any(isinstance(value, list) and value and isinstance(value[0], dict) for value in instance.values())


def _text_of(instance: Schema) -> str:
    """Return the instance as text, "" for one that cannot be written (a number of thousands of digits, say)."""
    try:
        return json.dumps(instance, default=repr)
    except (ValueError, RecursionError):
        return ""


def _remember(known: tuple[str, str]) -> None:
    if not 0 < len(known[1]) <= _LONGEST_HELD:
        return
    if len(_held) >= _HELD_AT_MOST:
        _held.clear()
    _held.add(known)


def _properties(validator: Any, properties: Schema, instance: Any, _schema: Schema) -> Errors:
    if not isinstance(instance, dict):
        return
    for name, schema in properties.items():
        if name in instance and not _surely_holds(schema, instance[name]):
            yield from validator.descend(instance[name], schema, path=name, schema_path=name)


def _items(validator: Any, schema: Schema, instance: Any, _schema: Schema) -> Errors:
    if not isinstance(instance, list):
        return
    for index, entry in enumerate(instance):
        if not entries_left.get():
            return
        entries_left.set(entries_left.get() - 1)
        if not _surely_holds(schema, entry):
            yield from validator.descend(entry, schema, path=index)


def _required(_validator: Any, names: list[str], instance: Any, _schema: Schema) -> Errors:
    if isinstance(instance, dict):
        for name in names:
            if name not in instance:
                yield ValidationError(f"the property {name}", path=[name], instance=ABSENT)


def _type(validator: Any, types: str | list[str], instance: Any, _schema: Schema) -> Errors:
    names = [types] if isinstance(types, str) else types
    if not any(validator.is_type(instance, name) for name in names):
        yield ValidationError(" or ".join(_TYPE_NAMES[name] for name in names))


def _enum(_validator: Any, allowed: list[str], instance: Any, _schema: Schema) -> Errors:
    if not isinstance(instance, str) or instance not in allowed:
        yield ValidationError(f"one of {', '.join(allowed)}")


def _const(_validator: Any, wanted: str, instance: Any, _schema: Schema) -> Errors:
    if not isinstance(instance, str) or instance != wanted:
        yield ValidationError(json.dumps(wanted))


def _format(_validator: Any, name: str, instance: Any, _schema: Schema) -> Errors:
    if not conforms(name, instance):
        yield ValidationError(FORMATS[name].sentence if name in FORMATS else name)


def _min_items(_validator: Any, least: int, instance: Any, _schema: Schema) -> Errors:
    if isinstance(instance, list) and len(instance) < least:
        yield ValidationError(f"an array of at least {least}")


def _max_items(_validator: Any, most: int, instance: Any, _schema: Schema) -> Errors:
    if isinstance(instance, list) and len(instance) > most:
        yield ValidationError(f"an array of at most {most}")


def _any_of(validator: Any, branches: list[Schema], instance: Any, schema: Schema) -> Errors:
    failures: list[ValidationError] = []
    for branch in branches:
        errors = list(validator.descend(instance, branch))
        if not errors:
            return
        failures.extend(errors)
    yield ValidationError(schema["title"]) if "title" in schema else max(failures, key=_depth)


def _depth(error: ValidationError) -> int:
    return len(error.path)


_ACCEPTS: dict[int, Callable[[Any], bool]] = {}


def _surely_holds(schema: Schema, instance: Any) -> bool:
    """Whether a simple schema plainly holds; no means nothing. Most values of a message never need more."""
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


def _all_of(validator: Any, branches: list[Schema], instance: Any, _schema: Schema) -> Errors:
    for branch in branches:
        yield from validator.descend(instance, branch)


def _if(validator: Any, condition: Schema, instance: Any, schema: Schema) -> Errors:
    holds = next(validator.descend(instance, condition), None) is None
    branch = schema.get("then" if holds else "else")
    if branch is not None:
        yield from validator.descend(instance, branch)


def _descend(
    validator: Any, instance: Any, schema: Schema, path: Any = None, schema_path: Any = None, resolver: Any = None
) -> Errors:
    """Judge a part of an instance by a part of a schema.

    It stands in for that of jsonschema, which makes a validator for every part: as all references are absolute, none
    is needed.
    """
    for keyword, value in schema.items():
        judge = validator.VALIDATORS.get(keyword)
        if judge is None:
            continue
        for error in judge(validator, value, instance, schema) or ():
            known = {"validator": keyword, "validator_value": value, "instance": instance, "schema": schema}
            error._set(type_checker=validator.TYPE_CHECKER, **known)  # noqa: SLF001 - as jsonschema's own does
            if path is not None:
                error.path.appendleft(path)
            yield error


MessageValidator: Any = extend(  # type: ignore[no-untyped-call]  # the stubs leave it untyped
    Draft202012Validator,
    {
        "$ref": _ref,
        "properties": _properties,
        "items": _items,
        "required": _required,
        "type": _type,
        "enum": _enum,
        "const": _const,
        "format": _format,
        "minItems": _min_items,
        "maxItems": _max_items,
        "anyOf": _any_of,
        "allOf": _all_of,
        "if": _if,
    },
)
MessageValidator.descend = _descend
