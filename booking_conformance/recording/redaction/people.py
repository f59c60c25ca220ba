"""The people in a message, by the properties that hold them; all else in its text stays as it was written."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PERSONAL = frozenset({"customer", "attendee", "orderItemIntakeFormResponse"})
ACCESS = frozenset({"accessCode", "accessPass", "accessChannel"})
PUBLIC = frozenset({"@type", "type", "@context", "addressCountry"})
_HIDDEN = PERSONAL | ACCESS
_QUOTED = tuple(f'"{name}"' for name in sorted(_HIDDEN))
_COLON = re.compile(r"[ \t\r\n]*:[ \t\r\n]*")
_ESCAPE = "\\u"
_FAR_TOO_DEEP = 200
_CONTAINERS = (dict, list)
_READER = json.JSONDecoder()
_WRITER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def names_people(body: str) -> bool:
    """Return whether a text may have one of the properties."""
    return any(name in body for name in _QUOTED)


def with_people_as(body: str, told: Callable[[str], str]) -> str:
    """Return a message with each text of a person as ``told`` has it; what is no JSON is returned as it is."""
    try:
        return "".join(_pieces(_in_plain_letters(body), told))
    except (ValueError, RecursionError):
        return body


def _in_plain_letters(body: str) -> str:
    """Return a message whose names are no longer hidden in escapes."""
    return _WRITER.encode(_READER.decode(body)) if _ESCAPE in body else body


def _pieces(body: str, told: Callable[[str], str]) -> Iterator[str]:
    done = 0
    for place, name in _places(body):
        colon = _COLON.match(body, place + len(name)) if place >= done else None
        if colon is None:
            continue
        value, end = _READER.raw_decode(body, colon.end())
        written = _told({name[1:-1]: value}, told)
        yield body[done : colon.end()]
        yield body[colon.end() : end] if written is None else written
        done = end
    yield body[done:]


def _told(holder: dict[str, Any], told: Callable[[str], str]) -> str | None:
    """Return the only value of an object as it is to be written, None where it is to stay as it is."""
    found = [(place, text, told(text)) for place, text in personal_texts(holder)]
    for (above, key), _, instead in found:
        above[key] = instead
    return _WRITER.encode(*holder.values()) if any(text != instead for _, text, instead in found) else None


def _places(body: str) -> list[tuple[int, str]]:
    """Return where the names of the properties stand, in their order: in a string a quote has a backslash before it."""
    found: list[tuple[int, str]] = []
    for name in _QUOTED:
        place = body.find(name)
        while place >= 0:
            found.append((place, name))
            place = body.find(name, place + len(name))
    return sorted(found)


def personal_texts(document: object) -> Iterable[tuple[tuple[Any, Any], str]]:
    """Yield ((container, key), text) for every text below a property that holds personal or access data."""
    stack: list[tuple[object, bool, int]] = [(document, False, 0)]
    while stack:
        place, personal, depth = stack.pop()
        if depth > _FAR_TOO_DEEP:
            continue
        members = place.items() if isinstance(place, dict) else enumerate(place) if isinstance(place, list) else ()
        for key, value in members:
            if isinstance(value, _CONTAINERS):
                stack.append((value, personal or key in _HIDDEN, depth + 1))
            elif (personal or key in _HIDDEN) and value and isinstance(value, str) and key not in PUBLIC:
                yield (place, key), value
