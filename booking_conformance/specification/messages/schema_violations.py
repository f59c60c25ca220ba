"""What jsonschema finds wrong with a message. It is imported when one is not accepted at first sight."""

from functools import cache, reduce
from itertools import islice
from typing import Any

from booking_conformance.json_path import pointer
from booking_conformance.specification.messages.schema_keywords import ABSENT, MessageValidator, entries_left
from booking_conformance.specification.messages.schema_registry import registry, schemas
from booking_conformance.specification.messages.violation import Violation, shortened

ENTRIES = 20_000


def violations_found(message: str, document: object, profile: str, limit: int) -> list[Violation]:
    """Return what the document breaks of the named message, at most `limit` of it, each once."""
    validator = _validator(message, profile)
    token = entries_left.set(ENTRIES)
    try:
        return list(dict.fromkeys(map(_violation, islice(validator.iter_errors(document), limit))))
    finally:
        entries_left.reset(token)


@cache
def _validator(message: str, profile: str) -> Any:
    return MessageValidator(schemas(profile)[message], registry=registry())


def _violation(error: Any) -> Violation:
    place = reduce(pointer, error.absolute_path, "")
    return Violation(place, error.message, "nothing" if error.instance is ABSENT else shortened(error.instance))
