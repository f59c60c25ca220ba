"""A recording as bytes of JSON in UTF-8: unpacked where it is gzipped, recoded where Windows wrote it as UTF-16."""

from __future__ import annotations

import codecs
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GZIP = b"\x1f\x8b"
_CHUNK = 65_536
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PACKED = {
    b"PK\x03\x04": "a ZIP archive",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ": "compressed with xz",
    b"\x28\xb5\x2f\xfd": "compressed with zstd",
}


class Readable(Protocol):
    """What a parser reads from: ``read`` returns so many bytes at most, none at the end."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes."""
        ...


class _Pieces:
    """Bytes that come in pieces of any length."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._ready = b""

    def read(self, size: int, /) -> bytes:
        if not self._ready:
            self._ready = next(filter(None, self._pieces), b"")
        given, self._ready = self._ready[:size], self._ready[size:]
        return given


@contextmanager
def opened(path: Path) -> Iterator[Readable]:
    """Open a recording. Raises ValueError for what is packed in a way that is not unpacked here.

    What stands before the place where compressed data break off can be read; there ``read`` raises EOFError, and
    ValueError where no JSON object begins.
    """
    with path.open("rb") as file:
        head = file.peek(8)
        for mark, what in _PACKED.items():
            if head.startswith(mark):
                raise ValueError(f"it is {what}: unpack it first")
        pieces = _unpacked(file) if head.startswith(_GZIP) else iter(lambda: file.read(_CHUNK), b"")
        yield _Pieces(_of_an_object(_in_utf_8(pieces)))


def _of_an_object(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces of a JSON object or array, from where it begins.

    Raises ValueError where anything else begins: a number of thousands of digits there breaks the parser's process.
    """
    for piece in pieces:
        if begin := piece.lstrip():
            if not begin.startswith((b"{", b"[")):
                raise ValueError("it does not begin with a JSON object")
            yield begin
            break
    yield from pieces


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    """Yield what the members of a gzip file hold; padding after the last one is ignored, as gzip does."""
    packed = file.read(_CHUNK)
    while packed.startswith(_GZIP):
        inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
        while not inflater.eof:
            plain = inflater.decompress(packed, _CHUNK)
            if plain:
                yield plain
            if not inflater.eof:
                packed = inflater.unconsumed_tail or file.read(_CHUNK)
                if not (plain or packed):
                    raise EOFError("the compressed data break off")
        packed = inflater.unused_data
        packed += file.read(_CHUNK) if len(packed) < len(_GZIP) else b""


def _in_utf_8(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces without a byte order mark, and in UTF-8."""
    first = next(pieces, b"")
    if not first.startswith(_UTF_16):
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from pieces
        return
    decoder = codecs.getincrementaldecoder("utf-16")()
    yield decoder.decode(first).encode("utf-8", "replace")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8", "replace")
