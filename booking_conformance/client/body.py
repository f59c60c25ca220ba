"""Reading the body of a response within a limit of bytes, however it is compressed."""

from __future__ import annotations

import zlib
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    import httpx

ACCEPTED = "gzip, deflate"
_GZIP = b"\x1f\x8b"
_CODINGS = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress", "dcb", "dcz"})
_COMPRESSED = frozenset({"gzip", "x-gzip", "deflate"})
# zlib's own numbers: a gzip or zlib header is recognised, and a bare deflate stream has none.
_GZIP_OR_ZLIB, _BARE_DEFLATE = 32 + zlib.MAX_WBITS, -zlib.MAX_WBITS
# A body compressed several times over is nothing that was asked for, and a way to make a lot of a little.
_MOST_CODINGS = 2
_MOST_MEMBERS = 100
_LARGE = 1_000_000


async def read_body(answer: httpx.Response, limit: int, large: asyncio.Semaphore) -> tuple[bytes, bool]:
    """Return the body, decompressed, and whether it was cut off; neither form of it grows beyond ``limit`` bytes.

    What is larger than a megabyte is read while holding a place in ``large``: many at a time would fill the memory.
    Raises ValueError when it is compressed in a way that was not asked for, or not as its header says.
    """
    async with AsyncExitStack() as places:
        raw = bytearray()
        async for chunk in answer.aiter_raw():
            if len(raw) <= _LARGE < len(raw) + len(chunk):
                await places.enter_async_context(large)
            raw += chunk
            if len(raw) > limit:
                break
        return _plain(raw, answer.headers.get("Content-Encoding", ""), limit)


def _plain(raw: bytearray, content_encoding: str, limit: int) -> tuple[bytes, bool]:
    body, cut = bytes(raw[:limit]), len(raw) > limit
    codings = [coding.strip().lower() for coding in content_encoding.split(",")]
    if len(codings) > _MOST_CODINGS:
        raise ValueError(f"the body is compressed {len(codings)} times")
    for coding in reversed(codings):
        body, more = _decompressed(body, coding, limit, cut=cut)
        cut = cut or more
    return body, cut


def _decompressed(body: bytes, coding: str, limit: int, *, cut: bool) -> tuple[bytes, bool]:
    if coding not in _CODINGS or not body:
        # A label that names no coding, such as utf-8, says nothing about the bytes: clients pass over it.
        return body, False
    if coding not in _COMPRESSED:
        raise ValueError(f"the body has the content coding {coding}, which was not asked for")
    for window in (_GZIP_OR_ZLIB, _BARE_DEFLATE):
        with suppress(zlib.error):
            return _inflated(body, coding, window, limit, cut=cut)
    raise ValueError(f"the body is not {coding}, although its header says so")


def _inflated(body: bytes, coding: str, window: int, limit: int, *, cut: bool) -> tuple[bytes, bool]:
    """Return what all members of a stream hold, a gzip stream may have several, and whether there is more."""
    found = bytearray()
    for _ in range(_MOST_MEMBERS):
        inflater = zlib.decompressobj(window)
        found += inflater.decompress(body, limit - len(found))
        if not inflater.eof:
            more = bool(inflater.unconsumed_tail) or len(found) >= limit
            if not more and not cut:
                raise ValueError(f"the body breaks off within its {coding} stream")
            return bytes(found), more
        body = inflater.unused_data
        if not body.startswith(_GZIP) or len(found) >= limit:
            return bytes(found), body.startswith(_GZIP)
    raise ValueError(f"the body has more than {_MOST_MEMBERS} members of {coding}")
