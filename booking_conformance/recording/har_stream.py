"""The entries of a HAR file one at a time: the file may be larger than memory, and may break off."""

from __future__ import annotations

import gzip
import zlib
from typing import IO, TYPE_CHECKING, Any, cast

import ijson

from booking_conformance.recording.har_entries import exchange_from_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from booking_conformance.recording.exchange import Exchange

_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_PATH = ["log", "entries", ""]
_LEVEL = len(_PATH)
_DEEPEST = 64
_BEGINS = {"start_map", "start_array"}
_ENDS = {"end_map", "end_array"}


def stream_exchanges(path: Path) -> Iterator[Exchange | ValueError]:
    """Yield each entry as an exchange, or the ValueError that states its number and what is wrong with it.

    A file that is not JSON from some place on ends there, with a ValueError that says after which entry.
    """
    count = 0
    with _opened(path) as file:
        try:
            for entry in _entries(file):
                yield _exchange(entry, count)
                count += 1
        except (ijson.JSONError, OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
            broken = f"it cannot be read beyond entry {count}" if count else "it is not a HAR file"
            yield ValueError(f"{broken}: {_first_line(error)}")
            return
    if count == 0:
        yield ValueError("it is not a HAR file, or an empty one: there is no log.entries")


def is_ours(path: Path) -> bool:
    """Return whether a HAR file carries this suite's own annotations, which stand before its entries."""
    with _opened(path) as file:
        try:
            head = file.read(4_096)
        except (OSError, EOFError, zlib.error):
            return False
    return b'"_booking_conformance"' in head


def _entries(file: IO[bytes]) -> Iterator[Any]:
    """Yield the members of log.entries. The parser's own search for a path keeps the whole path for each event."""
    keys: list[str] = []
    entry: Any = None
    for event, value in ijson.basic_parse(file):
        inside = keys[:_LEVEL] == _PATH
        if inside and entry is None:
            entry = ijson.ObjectBuilder()
        if event == "map_key" and keys:
            keys[-1] = value
        elif event in _BEGINS:
            keys.append("")
        elif event in _ENDS:
            keys.pop()
        if len(keys) > _DEEPEST:
            raise ValueError(f"nested deeper than {_DEEPEST} levels")
        if inside and len(keys) >= _LEVEL:
            entry.event(event, value)
            if len(keys) == _LEVEL:
                yield entry.value
                entry = None


def _first_line(error: Exception) -> str:
    """Return what is wrong without the piece of the file that a parser shows: it may hold anything."""
    return str(error).strip().partition("\n")[0] or type(error).__name__


def _exchange(entry: Any, index: int) -> Exchange | ValueError:
    try:
        return exchange_from_entry(entry, index)
    except ValueError as error:
        return error


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        head = file.read(3)
    # Whoever asks for the file closes it.
    found = cast("IO[bytes]", gzip.open(path, "rb") if head.startswith(_GZIP) else path.open("rb"))  # noqa: SIM115
    if head == _BOM:
        found.seek(3)
    return found
