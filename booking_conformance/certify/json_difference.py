"""Where two JSON documents differ. Objects in an array that have an ``id`` are found by it, not by their position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.json_path import pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTHING = object()
"""Stands for what is in one of the documents only."""

Difference = tuple[str, object, object]


def differences(one: object, other: object, place: str = "") -> Iterator[Difference]:
    """Yield the place (a JSON pointer, with ids for positions) and both values wherever two documents differ."""
    first, second = _members(one), _members(other)
    if first is None or second is None or type(one) is not type(other):
        if type(one) is not type(other) or one != other:
            yield place, one, other
        return
    for name in dict.fromkeys([*first, *second]):
        yield from differences(first.get(name, NOTHING), second.get(name, NOTHING), pointer(place, name))


def _members(value: object) -> dict[str, Any] | None:
    if isinstance(value, dict):
        return value
    if not isinstance(value, list):
        return None
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in value]
    named = all(isinstance(identifier, str) for identifier in ids) and len(set(ids)) == len(ids)
    return {str(ids[index]) if named else str(index): entry for index, entry in enumerate(value)}
