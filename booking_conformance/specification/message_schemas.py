"""Judging a message by its JSON Schema: what is wrong, where, in words."""

import json
from functools import cache, reduce
from itertools import islice
from typing import Any, NamedTuple

from booking_conformance.json_path import pointer
from booking_conformance.specification.schema_keywords import ABSENT, MessageValidator, entries_left
from booking_conformance.specification.schema_registry import registry, schemas
from booking_conformance.specification.schema_screening import is_accepted

DEEPEST = 64
ENTRIES = 20_000
_SHOWN = 120


class Violation(NamedTuple):
    """What a message breaks: the place (RFC 6901), what belongs there, and what was there, shortened."""

    pointer: str
    expected: str
    got: str


def message_names() -> list[str]:
    """Return the names of all messages that can be judged, such as c1-request or orders-feed-page."""
    return [name for name, schema in schemas().items() if "$defs" not in schema]


def violations(message: str, document: object, profile: str = "", *, limit: int = 20) -> list[Violation]:
    """Return what the document breaks of the named message, at most `limit` of it; never raises on any JSON value.

    Statuses have the names of the ``profile``.

    Lists are judged to their first 20,000 entries in all; a document nested deeper than 64 levels is not judged.
    """
    if _deeper_than(DEEPEST, document):
        return [Violation("", f"at most {DEEPEST} levels of nesting", "more")]
    if is_accepted(message, document, profile):
        return []
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


def _deeper_than(most: int, document: object) -> bool:
    level = [document] if isinstance(document, (dict, list)) else []
    for _ in range(most):
        if not level:
            return False
        members = (value.values() if isinstance(value, dict) else value for value in level)
        level = [member for each in members for member in each if isinstance(member, (dict, list))]
    return bool(level)


def shortened(value: Any) -> str:
    """Return a value as JSON of at most 120 characters, cut with an ellipsis; never touches more than it shows."""
    text = json.dumps(_pruned(value, 3), ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _pruned(value: Any, levels: int) -> Any:
    if isinstance(value, str):
        return value[:_SHOWN]
    if isinstance(value, int) and not -(10**30) < value < 10**30:
        return "a number of more than 30 digits"
    if isinstance(value, (dict, list)) and not levels:
        return "…"
    if isinstance(value, dict):
        return {str(key)[:_SHOWN]: _pruned(child, levels - 1) for key, child in islice(value.items(), 6)}
    if isinstance(value, list):
        return [_pruned(child, levels - 1) for child in islice(value, 6)]
    return value
