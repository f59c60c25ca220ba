"""Files as programs and shells leave them: packed, recoded, padded, broken off."""

import gzip
import json

import pytest

from booking_conformance.recording.exchange import Exchange
from booking_conformance.recording.har.files import opened
from booking_conformance.recording.har.stream import is_ours, stream_exchanges
from tests.support import hars

LOG = {"version": "1.2", "comment": "ü", "entries": [hars.deletion(number) for number in range(1, 500)]}
TEXT = json.dumps({"log": LOG}, ensure_ascii=False)
DATA = TEXT.encode()
HALF = len(DATA) // 2


def _read(tmp_path, data):
    file = tmp_path / "x.har"
    file.write_bytes(data)
    found = list(stream_exchanges(file))
    return sum(isinstance(one, Exchange) for one in found), [str(one) for one in found if isinstance(one, ValueError)]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + DATA,
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        gzip.compress(b"\xef\xbb\xbf" + DATA, mtime=0),
        gzip.compress(DATA[:HALF], mtime=0) + gzip.compress(DATA[HALF:], mtime=0),
        gzip.compress(DATA, mtime=0) + b"\0" * 600,
        DATA + b"\0" * 600,
        TEXT.encode("latin-1"),
        DATA.replace(b'"time": 12.5', b'"time": NaN'),
        DATA.replace(b'"time": 12.5', b'"time": -Infinity'),
    ],
)
def test_a_file_is_read_however_it_was_saved(tmp_path, data):
    assert _read(tmp_path, data) == (499, [])


def test_what_stands_before_a_break_is_read(tmp_path):
    packed = gzip.compress(DATA, mtime=0)
    count, complaints = _read(tmp_path, packed[:-300])
    assert 0 < count < 499
    assert complaints == [f"it cannot be read beyond entry {count}: the compressed data break off"]
    count, complaints = _read(tmp_path, DATA[:HALF])
    assert complaints == [f"it cannot be read beyond entry {count}: parse error: premature EOF"]


@pytest.mark.parametrize(
    ("begins", "told"),
    [
        (b"PK\x03\x04", "it is a ZIP archive: unpack it first"),
        (b"\x28\xb5\x2f\xfd", "it is compressed with zstd: unpack it first"),
        (b"\x93secret", "it does not begin with a JSON object"),
        (b"{\x93secret", "lexical error: invalid char in json text."),
    ],
)
def test_what_is_no_har_file_is_named_without_its_content(tmp_path, begins, told):
    assert _read(tmp_path, begins + b"secret" * 9) == (0, [f"it is not a HAR file: {told}"])
    assert not is_ours(tmp_path / "x.har")


def test_no_piece_of_a_file_is_larger_than_was_asked_for(tmp_path):
    (tmp_path / "x.gz").write_bytes(gzip.compress(b"{" + b"a" * 199_999, mtime=0))
    with opened(tmp_path / "x.gz") as file:
        pieces = list(iter(lambda: file.read(1_000), b""))
    assert len(b"".join(pieces)) == 200_000
    assert max(map(len, pieces)) == 1_000


@pytest.mark.parametrize(
    "begin", [b"9" * 5_000, b"-" + b"9" * 5_000, b" \n" * 70_000 + b"9" * 5_000, b"<html>", b"\0\1"]
)
def test_what_begins_with_no_object_is_no_recording(tmp_path, begin):
    assert _read(tmp_path, begin) == (0, ["it is not a HAR file: it does not begin with a JSON object"])
