"""Judging a message by its JSON Schema: what is wrong, where, in words."""

from booking_conformance.specification.messages.schema_registry import schemas
from booking_conformance.specification.messages.schema_screening import DEEPEST, is_accepted
from booking_conformance.specification.messages.violation import Violation

_CONTAINERS = (dict, list)


def message_names() -> list[str]:
    """Return the names of all messages that can be judged, such as c1-request or orders-feed-page."""
    return [name for name, schema in schemas().items() if "$defs" not in schema]


def violations(message: str, document: object, profile: str = "", *, limit: int = 20) -> list[Violation]:
    """Return what the document breaks of the named message, at most `limit` of it; never raises on any JSON value.

    Statuses have the names of the ``profile``.

    Lists are judged to their first 20,000 entries in all; a document nested deeper than 64 levels is not judged.
    """
    if is_accepted(message, document, profile):
        return []
    if _deeper_than(DEEPEST, document):
        return [Violation("", f"at most {DEEPEST} levels of nesting", "more")]
    # It imports jsonschema, which would take a tenth of the time before the first request.
    from booking_conformance.specification.messages.schema_violations import violations_found

    return violations_found(message, document, profile, limit)


def _deeper_than(most: int, document: object) -> bool:
    level = [document] if isinstance(document, _CONTAINERS) else []
    for _ in range(most):
        if not level:
            return False
        level = [
            member
            for value in level
            for member in (value.values() if isinstance(value, dict) else value)
            if isinstance(member, _CONTAINERS)
        ]
    return bool(level)
