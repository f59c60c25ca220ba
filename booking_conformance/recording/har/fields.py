"""The fields of a HAR entry, as strictly as they are needed: what nothing is judged by costs no entry.

Recorders write dates in their own way, numbers as texts and headers without values.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from booking_conformance.recording.exchange import UNTIMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from booking_conformance.recording.exchange import Headers

Kind = TypeVar("Kind")
_MISSING = object()
_NAMES: dict[type, str] = {dict: "object", list: "array", str: "text", int: "whole number", bool: "truth value"}
# Beyond these, times of a recording are mistakes, and sums with them leave the calendar. A clock that was not set, and
# a moment that was not noted, are written as one of 1970.
_YEARS = range(UNTIMED.year + 1, 9000)
_LONGEST_MS = 1e10
_LARGEST = 1e300
# What HTTP allows around the value of a header, and what is left of the ends of lines.
_BLANKS = " \t\r\n"
_NUMBERS = (int, float, Decimal)
_VALUES = (str, *_NUMBERS)


def get(record: Mapping[str, Any], name: str, kind: type[Kind], default: Any = _MISSING) -> Any:
    """Return a field of a type; the default where it is null or not there. Raise ValueError for another type."""
    value = record.get(name)
    if value is None:
        if default is _MISSING:
            raise ValueError(f"{name} is missing")
        return default
    return expect(value, kind, name)


def expect(value: object, kind: type[Kind], what: str) -> Kind:
    """Return the value where it is of a type; raise ValueError, which says what it is of, where it is not."""
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{what} is not of type {_NAMES.get(kind, kind.__name__)}")
    return value


def part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return ``postData`` or ``content``; a text alone is its ``text``, and nothing is known of what is neither."""
    value = record.get(name)
    if isinstance(value, str):
        return {"text": value}
    return value if isinstance(value, dict) else {}


def status_code(value: object) -> int:
    """Return a status as a number, also one written as 200.0 or as text; 0 for null, where no response came."""
    if value is None:
        return 0
    if isinstance(value, Decimal | float | str):
        with suppress(ValueError):
            value = int(str(value).strip().removesuffix(".0"))
    return expect(value, int, "status")


def header_pairs(value: object) -> tuple[Headers, bool]:
    """Return headers, given as HAR has them or as an object, and whether some were left out, or their values.

    The pseudo headers of HTTP/2 repeat the request line and are none; blanks around a value are not of it. What is no
    header at all costs no more than itself.
    """
    pairs: list[tuple[str, str]] = []
    lost = False
    for name, given in _rows(value):
        if name[:1] == ":":
            continue
        for one in given if isinstance(given, list) else (given,):
            readable = bool(name) and isinstance(one, _VALUES)
            lost = lost or not readable
            if readable:
                pairs.append((name, str(one).strip(_BLANKS)))
    return tuple(pairs), lost


def _rows(value: object) -> Iterable[tuple[str, object]]:
    if isinstance(value, dict):
        return value.items()
    return map(_row, value if isinstance(value, list) else [] if value is None else [value])


def _row(row: object) -> tuple[str, object]:
    """Return the name and the value of a header, "" for a name that cannot be read."""
    if isinstance(row, dict) and isinstance(name := row.get("name"), str):
        return name, row.get("value")
    return "", None


def instant(value: object, index: int) -> datetime:
    """Return when a request was sent; where nothing readable says so, a moment of ``UNTIMED`` by its place."""
    try:
        found = datetime.fromisoformat(value.strip().upper()) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        return UNTIMED + timedelta(milliseconds=index)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def milliseconds(value: object) -> float:
    """Return a duration, 0 where none was measured."""
    found = number(value)
    return found if 0 <= found <= _LONGEST_MS else 0.0


def number(value: object) -> float:
    """Return a size or a duration as a number, 0 for whatever is none."""
    if isinstance(value, bool) or not isinstance(value, _NUMBERS):
        return 0.0
    return float(value) if -_LARGEST <= value <= _LARGEST else 0.0
