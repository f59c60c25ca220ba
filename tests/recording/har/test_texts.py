"""Texts that stand for bodies: what they stand for, and what only stands in for one."""

import base64
import gzip

import pytest

from booking_conformance.recording.har.texts import as_recorded, decoded

BODY = '{"@type": "OrderQuote", "note": "ÿ?>~"}'
BYTES = BODY.encode()
GZIP = (("Content-Encoding", "gzip"),)
LOST = ("", True)
STAND_INS = [
    "[application/json redacted]",
    "<redacted>",
    "REDACTED",
    "[Filtered]",
    "(truncated)",
    "[body too large: 12,000 bytes]",
    "<not recorded>",
]


@pytest.mark.parametrize(
    ("text", "content", "headers"),
    [
        (base64.b64encode(BYTES).decode(), {}, ()),
        (base64.b64encode(BYTES).decode(), {"encoding": "BASE64"}, ()),
        (base64.urlsafe_b64encode(BYTES).decode().rstrip("="), {"encoding": "base64"}, ()),
        (base64.b64encode(gzip.compress(BYTES, mtime=0)).decode(), {"encoding": "base64"}, ()),
        (base64.b64encode(gzip.compress(BYTES, mtime=0)).decode(), {}, GZIP),
        (BODY, {"encoding": "base64"}, GZIP),
        (base64.b64encode(gzip.compress(BYTES, mtime=0)).decode(), {"encoding": "gzip"}, ()),
        (BODY, {"encoding": "br"}, ()),
        (BODY, {}, (("Content-Encoding", "br"),)),
    ],
)
def test_whatever_a_recorder_did_to_a_body_is_undone(text, content, headers):
    assert decoded(text, content, headers) == (BODY, False)


@pytest.mark.parametrize("text", ["Unauthorized", "0123456789abcdef0123", "true", "PHA+bm8gSlNPTiBpbiBpdDwvcD4="])
def test_text_that_happens_to_be_base64_is_text(text):
    assert decoded(text, {}, ()) == (text, False)


@pytest.mark.parametrize("reading", ["latin-1", "utf-8"])
def test_compressed_bytes_that_were_read_as_text_are_no_evidence(reading):
    assert decoded(gzip.compress(BYTES, mtime=0).decode(reading, "replace"), {}, GZIP)[1]
    assert decoded(gzip.compress(BYTES, mtime=0).decode(reading, "replace"), {}, ())[1]


@pytest.mark.parametrize("marked", [{"encoding": "br"}, {"encoding": "base64"}])
def test_what_nothing_here_unpacks_is_no_evidence(marked):
    packed = base64.b64encode(b"\x1b\xff\x00 packed by a program that is not here").decode()
    assert decoded(packed, marked, (("Content-Encoding", "br"),))[1]


def test_a_byte_order_mark_is_of_the_recorder():
    assert as_recorded("\ufeff" + BODY, lost=False, size=0) == (BODY, False)


@pytest.mark.parametrize("text", STAND_INS)
def test_a_stand_in_is_no_body(text):
    assert as_recorded(text, lost=False, size=0) == LOST


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (BODY[:20], 900),
        (BODY[:20], -1),
        (BODY[:-1], 0),
        ('{"a": [1, tru', 0),
        ("<!doctype html><script>", 900),
        ("<html><script>... [truncated]", -1),
        (BODY[:30] + "... [truncated]", 45),
        (BODY[:30] + "…(truncated, 9001 bytes)", -1),
    ],
)
def test_what_the_recorder_broke_off_is_no_evidence(text, size):
    assert as_recorded(text, lost=False, size=size) == LOST


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (BODY, -1),
        (BODY[:20], 20),
        ('{"price": NaN}', -1),
        ('{"a": 1,}', -1),
        ('{"a": tru, "b": 22222222}', 0),
        ("<html></html>", 900),
        ("<html>redacted pages are long", -1),
        ("not redacted but said at length", -1),
        ("The Order was removed", -1),
        ("<p>removed</p>", -1),
        ('{"note": "... [truncated]"}', -1),
    ],
)
def test_what_the_server_sent_is_evidence(text, size):
    assert as_recorded(text, lost=False, size=size) == (text, False)
