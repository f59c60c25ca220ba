"""The keys of version 1.0: its examples have ``type`` and ``id`` where the specification now has @type and @id."""

from __future__ import annotations

from typing import Any

_NOW = {"type": "@type", "id": "@id"}
_CONTEXT = "@context"


def with_current_keys(document: Any) -> Any:
    """Return a document in which what is JSON-LD, all within an object with @context, has the keys of today.

    An object that has the key of today as well keeps the earlier one. Without recursion, since the depth is the
    target's choice; what was given is left as it is.
    """
    top: list[Any] = [document]
    open_places: list[tuple[Any, Any, bool]] = [(top, 0, False)]
    while open_places:
        holder, place, linked = open_places.pop()
        value = holder[place]
        if isinstance(value, dict):
            linked = linked or _CONTEXT in value
            value = holder[place] = {_now(name, value) if linked else name: child for name, child in value.items()}
            open_places += [(value, name, linked) for name in value]
        elif isinstance(value, list):
            value = holder[place] = list(value)
            open_places += [(value, index, linked) for index in range(len(value))]
    return top[0]


def _now(name: str, owner: dict[str, Any]) -> str:
    now = _NOW.get(name, name)
    return name if now in owner else now
