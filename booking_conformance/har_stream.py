"""The entries of a HAR file one at a time: the file may be larger than memory, and may break off."""

from __future__ import annotations

import gzip
from typing import IO, TYPE_CHECKING, Any

import ijson

from booking_conformance.har_entries import exchange_from_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from booking_conformance.exchange import Exchange

_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"


def stream_exchanges(path: Path) -> Iterator[Exchange | ValueError]:
    """Yield each entry as an exchange, or the ValueError that tells its number and what is wrong with it.

    A file that is no JSON from some place on ends there, with a ValueError that says after which entry.
    """
    count = 0
    with _opened(path) as file:
        try:
            for entry in ijson.items(file, "log.entries.item"):
                yield _exchange(entry, count)
                count += 1
        except (ijson.JSONError, OSError, EOFError, ValueError, RecursionError) as error:
            yield ValueError(f"{path.name} cannot be read on after entry {count}: {error}")
            return
    if count == 0:
        yield ValueError(f"{path.name} has no log.entries: it is no HAR file, or an empty one")


def is_ours(path: Path) -> bool:
    """Tell whether a HAR file carries this suite's own annotations, which stand before its entries."""
    with _opened(path) as file:
        try:
            head = file.read(4_096)
        except (OSError, EOFError):
            return False
    return b'"_booking_conformance"' in head


def _exchange(entry: Any, index: int) -> Exchange | ValueError:
    try:
        return exchange_from_entry(entry, index)
    except ValueError as error:
        return error


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        head = file.read(3)
    found: IO[bytes] = gzip.open(path, "rb") if head.startswith(_GZIP) else path.open("rb")  # type: ignore[assignment]  # GzipFile reads as a file does
    if head == _BOM:
        found.seek(3)
    return found
