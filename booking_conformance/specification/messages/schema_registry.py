"""Every message schema, by its name and by the URN under which the others refer to it."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from booking_conformance.specification.data_files import read_message_schemas
from booking_conformance.specification.names import names_of, profiles_with_names

if TYPE_CHECKING:
    from referencing import Registry

Schema = dict[str, Any]

_URN = "urn:booking-conformance:"


@cache
def schemas(profile: str = "") -> dict[str, Schema]:
    """Return every schema and definitions file by name; under a profile with names of its own, with URNs of its own."""
    if profile not in profiles_with_names():
        return read_message_schemas()
    text = names_of(profile).spelt(json.dumps(schemas()))
    renamed: dict[str, Schema] = json.loads(text.replace(_URN, f"{_URN}{profile}:"))
    return renamed


@cache
def registry() -> "Registry[Any]":
    """Return the registry that knows every schema by its URN, and never looks anywhere else."""
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    found = (schema for profile in ("", *profiles_with_names()) for schema in schemas(profile).values())
    known = ((schema["$id"], DRAFT202012.create_resource(schema)) for schema in found)
    return Registry().with_resources(known).crawl()


@cache
def definition(ref: str) -> Schema:
    """Return the definition behind an absolute reference."""
    contents: Schema = registry().resolver().lookup(ref).contents
    return contents
