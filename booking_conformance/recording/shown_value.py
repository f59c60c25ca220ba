"""A value as a person reads it in evidence: short, and with the names of all that it has."""

import json

from booking_conformance.recording.missing import MISSING

_SHOWN_CHARACTERS = 300
_MEMBER_CHARACTERS = 48


def show(value: object) -> str:
    """Return ``value`` as JSON for a person to read; where it is long, without what its members contain."""
    if value is MISSING:
        return "nothing"
    text = _json(value)
    if len(text) > _SHOWN_CHARACTERS and isinstance(value, dict):
        text = "{" + ", ".join(f"{_json(name)}: {_outline(member)}" for name, member in value.items()) + "}"
    elif len(text) > _SHOWN_CHARACTERS and isinstance(value, list):
        text = "[" + ", ".join(map(_outline, value)) + "]"
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"


def _outline(value: object) -> str:
    """Return a member of something long: a list by its length, an object by its type, a text by its beginning."""
    if isinstance(value, dict):
        kind = value.get("@type")
        return f"{{{_json(kind)}, …}}" if isinstance(kind, str) and value.keys() - {"@type"} else _json(value)[:20]
    if isinstance(value, list) and value:
        return f"[{len(value)} {'item' if len(value) == 1 else 'items'}]"
    text = _json(value)
    return text if len(text) <= _MEMBER_CHARACTERS else f'{text[: _MEMBER_CHARACTERS - 2]}…"'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
