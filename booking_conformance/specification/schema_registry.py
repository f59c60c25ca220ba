"""Every message schema, by its name and by the URN under which the others refer to it."""

from functools import cache
from typing import Any

from referencing import Registry
from referencing.jsonschema import DRAFT202012

from booking_conformance.specification.data_files import read_message_schemas

Schema = dict[str, Any]


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
