"""A body is read within a limit, however it is compressed."""

import asyncio
import gzip
import tracemalloc
import zlib

import httpx
import pytest

from booking_conformance.client.body import read_body

TEXT = b'{"price": 5}' * 50
BARE = zlib.compressobj(wbits=-15)
BARE_DEFLATE = BARE.compress(TEXT) + BARE.flush()


def read(raw, coding="", limit=100_000):
    async def stream():
        yield raw

    class Body(httpx.AsyncByteStream):
        async def __aiter__(self):
            yield raw

    headers = {"Content-Encoding": coding} if coding else {}
    answer = httpx.Response(200, headers=headers, stream=Body())
    return asyncio.run(read_body(answer, limit, asyncio.Semaphore(1)))


@pytest.mark.parametrize(
    ("raw", "coding"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (gzip.compress(TEXT, mtime=0), "gzip"),
        (gzip.compress(TEXT, mtime=0), "x-gzip"),
        (zlib.compress(TEXT), "deflate"),
        (BARE_DEFLATE, "deflate"),
        (gzip.compress(TEXT[:100], mtime=0) + gzip.compress(TEXT[100:], mtime=0), "gzip"),
        (TEXT, "utf-8"),
        (TEXT, "none"),
        (gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0), "gzip, gzip"),
    ],
)
def test_a_body_is_decompressed(raw, coding):
    assert read(raw, coding) == (TEXT, False)


def test_a_long_body_is_cut_off():
    assert read(b"x" * 200, limit=50) == (b"x" * 50, True)


def test_a_bomb_grows_no_larger_than_the_limit():
    bomb = gzip.compress(gzip.compress(b" " * 50_000_000, 9), 9)
    tracemalloc.start()
    body, cut = read(bomb, "gzip, gzip", limit=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(body), cut) == (1_000_000, True)
    assert peak < 10_000_000


@pytest.mark.parametrize(
    ("raw", "coding"),
    [
        (TEXT, "gzip"),
        (TEXT, "br"),
        (gzip.compress(TEXT, mtime=0)[:-20], "gzip"),
        (gzip.compress(TEXT, mtime=0), "gzip, gzip, gzip"),
    ],
)
def test_what_is_not_compressed_as_it_says_is_refused(raw, coding):
    with pytest.raises(ValueError, match="the body"):
        read(raw, coding)


def test_members_without_end_are_refused():
    with pytest.raises(ValueError, match="more than 100 members"):
        read(gzip.compress(b"", mtime=0) * 200, "gzip")


def test_members_are_cut_off_at_the_limit():
    packed = gzip.compress(TEXT, mtime=0) * 3
    assert read(packed, "gzip", limit=len(TEXT) + 1) == (TEXT + TEXT[:1], True)
    assert read(packed, "gzip", limit=len(TEXT)) == (TEXT, True)
