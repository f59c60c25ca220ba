"""What pydantic finds wrong with a configuration, in words: one line per mistake."""

from __future__ import annotations

from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_origin

from booking_conformance.config.model import Configuration
from booking_conformance.errors import ConfigurationError
from booking_conformance.suggestions import did_you_mean

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_KEY = "[key]"
_CONFIDENTIAL = {"headers", "client_secret", "initial_access_token", "proxy"}
_SHOWN_CHARACTERS = 80
_PLAINER = {"Input should": "has to", "String should": "has to", "valid dictionary": "table", "valid tuple": "list"}


def complaint(error: ValidationError) -> ConfigurationError:
    """Return the error with every mistake as a line of its message."""
    mistakes = error.errors(include_url=False)
    return ConfigurationError("\n".join(dict.fromkeys(_line(mistake) for mistake in mistakes)))


def _line(mistake: ErrorDetails) -> str:
    place = [str(step) for step in mistake["loc"] if step != _KEY]
    if mistake["type"] == "extra_forbidden" or _KEY in mistake["loc"]:
        return f"{'.'.join(place)}: unknown key; {did_you_mean(place[-1], _keys_below(place[:-1]))}"
    if mistake["type"] == "missing":
        return f"{'.'.join(place)}: is required"
    return f"{'.'.join(place) or 'configuration'}: {_wrong(mistake)}{_given(place, mistake['input'])}"


def _wrong(mistake: ErrorDetails) -> str:
    context = mistake.get("ctx", {})
    if mistake["type"] in {"literal_error", "enum"}:
        return f"allowed is {context.get('expected')}"
    if mistake["type"] == "value_error":
        return str(context.get("error"))
    message = mistake["msg"]
    for theirs, ours in _PLAINER.items():
        message = message.replace(theirs, ours)
    return message.partition(" or instance of ")[0].partition(", unable to")[0]


def _given(place: list[str], value: Any) -> str:
    if _CONFIDENTIAL.intersection(place) or isinstance(value, dict):
        return ""
    return f", not {value!r:.{_SHOWN_CHARACTERS}}"


def _keys_below(place: list[str]) -> list[str]:
    kind: Any = Configuration
    for name in place:
        kind = _kind_below(kind, name)
    if get_origin(kind) is dict:
        return list(get_args(get_args(kind)[0]))
    return list(getattr(kind, "model_fields", {}))


def _kind_below(kind: Any, name: str) -> Any:
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    field = getattr(kind, "model_fields", {}).get(name)
    if field is None:
        return None
    members = [member for member in get_args(field.annotation) if member is not NoneType]
    return members[0] if NoneType in get_args(field.annotation) else field.annotation
