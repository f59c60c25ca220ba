"""JSON Schema keywords that say what was expected in a short sentence, and stay cheap on large and hostile documents.

They replace those of jsonschema that put the whole instance into their message, or resolve a reference anew each
time.
"""

import json
from collections.abc import Iterator
from contextvars import ContextVar
from decimal import Decimal
from itertools import repeat
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from booking_conformance.specification.formats import FORMATS, conforms
from booking_conformance.specification.messages.schema_registry import Schema, definition

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


def _ref(validator: Any, ref: str, instance: Any, _schema: Schema) -> Errors:
    yield from validator.descend(instance, definition(ref))


def _properties(validator: Any, properties: Schema, instance: Any, _schema: Schema) -> Errors:
    if not isinstance(instance, dict):
        return
    for name, schema in properties.items():
        if name in instance:
            yield from validator.descend(instance[name], schema, path=name, schema_path=name)


def _items(validator: Any, schema: Schema, instance: Any, _schema: Schema) -> Errors:
    if not isinstance(instance, list):
        return
    for index, entry in enumerate(instance):
        if not entries_left.get():
            return
        entries_left.set(entries_left.get() - 1)
        yield from validator.descend(entry, schema, path=index)


def _required(_validator: Any, names: list[str], instance: Any, _schema: Schema) -> Errors:
    if isinstance(instance, dict):
        for name in names:
            if name not in instance:
                yield ValidationError(f"the property {name}", path=[name], instance=ABSENT)


def _type(validator: Any, types: str | list[str], instance: Any, _schema: Schema) -> Errors:
    names = [types] if isinstance(types, str) else types
    if not any(map(validator.TYPE_CHECKER.is_type, repeat(instance), names)):
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


def _minimum(_validator: Any, least: int, instance: Any, _schema: Schema) -> Errors:
    if is_integer(instance) and instance < least:
        yield ValidationError(f"{least} or more")


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


def is_integer(instance: Any) -> bool:
    """Return whether a number is whole: 60.0 is, as some languages write it."""
    if isinstance(instance, Decimal):
        return instance.is_finite() and instance == instance.to_integral_value()
    return isinstance(instance, int) and not isinstance(instance, bool)


def _depth(error: ValidationError) -> int:
    return len(error.path)


def _all_of(validator: Any, branches: list[Schema], instance: Any, _schema: Schema) -> Errors:
    for branch in branches:
        yield from validator.descend(instance, branch)


def _if(validator: Any, condition: Schema, instance: Any, schema: Schema) -> Errors:
    branch = schema.get("else" if any(validator.descend(instance, condition)) else "then")
    if branch is not None:
        yield from validator.descend(instance, branch)


def _descend(
    validator: Any, instance: Any, schema: Schema, path: Any = None, schema_path: Any = None, resolver: Any = None
) -> Errors:
    """Judge a part of an instance by a part of a schema.

    It stands in for that of jsonschema, which makes a validator for every part: as all references are absolute, none
    is needed.
    """
    while len(schema) == 1 and "$ref" in schema:  # half of all parts are nothing but a reference
        schema = definition(schema["$ref"])
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
        "minimum": _minimum,
        "minItems": _min_items,
        "maxItems": _max_items,
        "anyOf": _any_of,
        "allOf": _all_of,
        "if": _if,
    },
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, instance: is_integer(instance)),
)
MessageValidator.descend = _descend
