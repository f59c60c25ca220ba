"""Whether a message keeps to its schema, without a word on what is wrong: jsonschema-rs says so in a tenth of the time.

Nearly every message does. What is not accepted here is judged by jsonschema, whose verdict counts.
"""

from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator, Registry

from booking_conformance.specification.formats import conforms
from booking_conformance.specification.names import profiles_with_names
from booking_conformance.specification.schema_registry import Schema, schemas


class _Format:
    """The keyword ``format``, with our formats, which judge numbers, too."""

    def __init__(self, _schema: Schema, name: str, _path: list[str | int]) -> None:
        self._name = name

    def validate(self, instance: Any) -> None:
        """Raise ValueError where a value has not the format."""
        if not conforms(self._name, instance):
            raise ValueError(self._name)


def is_accepted(message: str, document: object, profile: str = "") -> bool:
    """Return whether a document surely keeps to the schema of the named message, spelt as in the ``profile``.

    False says nothing: the document may hold what Rust has no value for, such as half a surrogate pair.
    """
    try:
        return _validator(message, profile).is_valid(document)
    except ValueError:
        return False


@cache
def _validator(message: str, profile: str) -> Draft202012Validator:
    return Draft202012Validator(
        schemas(profile)[message], registry=_registry(), keywords={"format": _Format}, offline=True
    )


@cache
def _registry() -> Registry:
    every = (schema for profile in ("", *profiles_with_names()) for schema in schemas(profile).values())
    return Registry([(schema["$id"], schema) for schema in every])
