"""Whether a message keeps to its schema, without a word on what is wrong: jsonschema-rs says so in a tenth of the time.

Nearly every message does. What is not accepted here is judged by jsonschema, whose verdict counts, where it is not
nested too deeply for that.
"""

import json
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Any

from jsonschema_rs import Draft202012Validator, Registry

from booking_conformance.specification.formats import FORMATS, conforms, is_zero_price
from booking_conformance.specification.messages.schema_registry import Schema, schemas
from booking_conformance.specification.names import profiles_with_names

DEEPEST = 64
_ZERO_PRICE = "zero-price"
_TEXTS_KEPT = 1024


class _ZeroPrice:
    """The keyword that stands for our format of prices, which judges numbers, too."""

    def __init__(self, *_of_the_schema: object) -> None:
        pass

    def validate(self, instance: Any) -> None:
        """Raise ValueError where a price is not zero."""
        if not is_zero_price(instance):
            raise ValueError(_ZERO_PRICE)


def is_accepted(message: str, document: object, profile: str = "") -> bool:
    """Return whether a document surely keeps to the schema of the named message, spelt as in the ``profile``.

    It is nested no deeper than 64 levels, too. False says nothing: the document may hold what Rust has no value for,
    such as half a surrogate pair.
    """
    try:
        return _validator(message, profile).is_valid(document) and _levels().is_valid(document)
    except ValueError:
        return False


@cache
def _validator(message: str, profile: str) -> Draft202012Validator:
    return Draft202012Validator(
        _with_keyword(schemas(profile)[message]),
        registry=_registry(),
        keywords={_ZERO_PRICE: _ZeroPrice},
        formats=_formats(),
        validate_formats=True,
        offline=True,
    )


@cache
def _formats() -> dict[str, Callable[[str], bool]]:
    """Return our formats of texts. The same few texts come again and again, and asking Python takes longest of all."""
    return {name: lru_cache(maxsize=_TEXTS_KEPT)(partial(conforms, name)) for name in FORMATS}


@cache
def _registry() -> Registry:
    every = (schema for profile in ("", *profiles_with_names()) for schema in schemas(profile).values())
    return Registry([(schema["$id"], _with_keyword(schema)) for schema in every])


@cache
def _levels() -> Draft202012Validator:
    return Draft202012Validator(_no_deeper_than(DEEPEST))


def _no_deeper_than(levels: int) -> Schema:
    """Return the schema of whatever has no more levels: to count them in Python took as long as all other schemas."""
    flat: Schema = {"not": {"type": ["object", "array"]}}
    below = ({"$ref": f"#/$defs/{level}"} for level in range(levels))
    nested = ({"additionalProperties": each, "items": each} for each in below)
    return {"$defs": dict(zip(map(str, range(levels + 1)), (flat, *nested), strict=True)), "$ref": f"#/$defs/{levels}"}


def _with_keyword(schema: Schema) -> Schema:
    written: Schema = json.loads(json.dumps(schema).replace(f'"format": "{_ZERO_PRICE}"', f'"{_ZERO_PRICE}": true'))
    return written
