"""The entries of a HAR file one at a time: the file may be larger than memory, and may break off."""

from __future__ import annotations

import json
import zlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import ijson

from booking_conformance.recording.har.entries import exchange_from_entry
from booking_conformance.recording.har.files import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from booking_conformance.recording.exchange import Exchange
    from booking_conformance.recording.har.files import Readable

_PATH = ["log", "entries", ""]
_DEEPEST = 64
_TOO_DEEP = f"nested deeper than {_DEEPEST} levels"
_BEGINS = {"start_map", "start_array"}
_ENDS = {"end_map", "end_array"}
_MOST_AT_ONCE = 20_000_000


def stream_exchanges(path: Path) -> Iterator[Exchange | ValueError]:
    """Yield each entry as an exchange, or the ValueError that states its number and what is wrong with it.

    A file that is not JSON from some place on ends there, with a ValueError that says after which entry.
    """
    count = 0
    try:
        with opened(path) as file:
            for entry in _entries(file):
                yield _exchange(entry, count)
                count += 1
    except (ijson.JSONError, OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        rest = _rest(path, count) if isinstance(error, ijson.JSONError) else None
        if rest is not None:
            yield from (_exchange(entry, number) for number, entry in enumerate(rest, count))
            return
        broken = f"it cannot be read beyond entry {count}" if count else "it is not a HAR file"
        yield ValueError(f"{broken}: {_first_line(error)}")
        return
    if count == 0:
        yield ValueError("it is not a HAR file, or an empty one: there is no log.entries")


def _rest(path: Path, count: int) -> list[Any] | None:
    """Return the entries after so many as JavaScript and Python write them: with NaN, or bytes that are no UTF-8.

    Such a file is read as a whole: None for one that is too large for that, or broken in other ways.
    """
    try:
        with opened(path) as file:
            text = b"".join(iter(lambda: file.read(_MOST_AT_ONCE), b"")).decode("utf-8", "replace")
        reader = json.JSONDecoder(strict=False, parse_float=Decimal, parse_constant=lambda _: None)
        document, _ = reader.raw_decode(text.lstrip())
        entries = document["log"]["entries"][count:]
    except (ValueError, OSError, EOFError, zlib.error, RecursionError, TypeError, LookupError):
        return None
    return entries if isinstance(entries, list) else None


def is_ours(path: Path) -> bool:
    """Return whether a HAR file carries this suite's own annotations, which stand before its entries."""
    try:
        with opened(path) as file:
            head = file.read(4_096)
    except (OSError, EOFError, ValueError, zlib.error):
        return False
    return b'"_booking_conformance"' in head


def _entries(file: Readable) -> Iterator[Any]:
    """Yield the members of log.entries. The parser's own search for a path keeps the whole path for each event."""
    keys: list[str] = []
    events = ijson.basic_parse(file)
    for event, value in events:
        if event == "map_key" and keys:
            keys[-1] = value
        elif event in _BEGINS and keys == _PATH:
            yield _read(events, event)
        elif event in _BEGINS:
            keys.append("")
            if len(keys) > _DEEPEST:
                raise ValueError(_TOO_DEEP)
        elif event in _ENDS:
            keys.pop()
        elif keys == _PATH:
            yield value


def _read(events: Iterator[tuple[str, Any]], begun: str) -> Any:
    """Return the object or array that has just begun."""
    whole: Any = {} if begun == "start_map" else []
    holder, above, key = whole, list[Any](), ""
    for event, value in events:
        if event == "map_key":
            key = value
        elif event in _ENDS:
            if not above:
                return whole
            holder = above.pop()
        else:
            begins = event in _BEGINS
            member: Any = ({} if event == "start_map" else []) if begins else value
            if type(holder) is dict:
                holder[key] = member
            else:
                holder.append(member)
            if begins:
                above.append(holder)
                holder = member
                if len(_PATH) + len(above) >= _DEEPEST:
                    raise ValueError(_TOO_DEEP)
    return whole


def _first_line(error: Exception) -> str:
    """Return what is wrong without the piece of the file that a parser shows: it may hold anything."""
    told = error.args[0] if error.args else ""
    return (told.decode("utf-8", "replace") if isinstance(told, bytes) else str(error)).strip().partition("\n")[
        0
    ] or type(error).__name__


def _exchange(entry: Any, index: int) -> Exchange | ValueError:
    try:
        return exchange_from_entry(entry, index)
    except ValueError as error:
        return error
