"""Writing TOML: as much of it as a configuration needs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Place = tuple[str, ...]

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_DEEPEST_TABLE = 2  # headers stand inline in the table of their partner or seller


def write_toml(data: Mapping[str, Any], comments: Mapping[Place, str] | None = None) -> str:
    """Return the data as TOML without what is None.

    ``comments`` are written above the place that they are keyed by, or at the end of a table: (name, "").
    """
    notes = comments or {}
    return "\n".join([*_table((), data, notes), *_comment(("",), notes)]).replace("\n\n\n", "\n\n").strip() + "\n"


def _table(place: Place, data: Mapping[str, Any], comments: Mapping[Place, str]) -> list[str]:
    lines: list[str] = []
    tables: list[str] = []
    for name, value in data.items():
        here = (*place, name)
        if value is None:
            continue
        if isinstance(value, dict) and len(here) <= _DEEPEST_TABLE:
            tables += _with_header(here, value, comments)
        else:
            lines += [*_comment(here, comments), f"{_key(name)} = {toml_value(value)}"]
    return [*lines, *(_comment((*place, ""), comments) if place else []), *tables]


def _with_header(place: Place, data: Mapping[str, Any], comments: Mapping[Place, str]) -> list[str]:
    body = _table(place, data, comments)
    only_tables = bool(data) and all(isinstance(v, dict) for v in data.values()) and len(place) < _DEEPEST_TABLE
    header = [] if only_tables else [f"[{'.'.join(_key(name) for name in place)}]"]
    return ["", *_comment(place, comments), *header, *body]


def _comment(place: Place, comments: Mapping[Place, str]) -> list[str]:
    # str.splitlines knows every line end there is, and a control character may not stand in a comment.
    return [f"# {_printable(line)}".rstrip() for line in comments.get(place, "").splitlines()]


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _string(name)


def toml_value(value: Any) -> str:
    """Return a value as TOML, a table inline."""
    if isinstance(value, dict):
        members = (f"{_key(name)} = {toml_value(member)}" for name, member in value.items() if member is not None)
        return "{ " + ", ".join(members) + " }" if value else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(member) for member in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else _string(str(value))


def _string(text: str) -> str:
    # A JSON string is a TOML basic string but for DEL, which TOML wants escaped, and for halves of surrogate pairs.
    return json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")
