"""What was recorded of a body, and whether it was left out."""

import base64
import gzip

import pytest

from booking_conformance.recording.har.bodies import request_body, response_body
from booking_conformance.recording.redaction.foreign_secrets import found_secrets, without_userinfo
from tests.support.makings import an_exchange

JSON = (("Content-Type", "application/json"),)


@pytest.mark.parametrize(
    ("response", "content", "headers", "found"),
    [
        ({"status": 200}, {"text": "{}"}, JSON, ("{}", False)),
        ({"status": 204}, {}, JSON, ("", False)),
        ({"status": 200}, {}, JSON, ("", True)),
        ({"status": 200}, {"size": 0}, JSON, ("", False)),
        ({"status": 200}, {"size": 0}, (), ("", True)),
        ({"status": 200}, {"size": 0}, (("Content-Length", "9"),), ("", True)),
        ({"status": 200}, {"size": 5, "text": ""}, JSON, ("", True)),
        ({"status": 200}, {"text": "not base64!", "encoding": "base64"}, JSON, ("not base64!", False)),
    ],
)
def test_responses(response, content, headers, found):
    assert response_body(response, content, headers) == found


def test_charsets_and_compression_are_undone():
    text = base64.b64encode("é".encode("latin-1")).decode()
    assert (
        response_body({}, {"text": text, "encoding": "base64", "mimeType": "text/plain; charset=latin-1"}, ())[0] == "é"
    )
    packed = base64.b64encode(gzip.compress(b"{}")).decode()
    assert response_body({}, {"text": packed, "encoding": "base64"}, (("Content-Encoding", "gzip"),)) == ("{}", False)


@pytest.mark.parametrize(
    ("request_", "posted", "headers", "found"),
    [
        ({"method": "GET"}, {}, (), (None, False)),
        ({"method": "PUT"}, {}, (), (None, True)),
        ({"method": "PUT"}, {}, (("Content-Length", "0"),), (None, False)),
        ({"method": "PATCH", "bodySize": 0}, {"text": "{}"}, (), ("{}", False)),
    ],
)
def test_requests(request_, posted, headers, found):
    assert request_body(request_, posted, headers) == found


def test_secrets_are_found_by_where_they_stand():
    exchange = an_exchange(body='{"next": "https://x.example/f?access_token=abcdefghijkl&afterId=not-a-secret"}')
    assert [value for value, _ in found_secrets(exchange)] == ["abcdefghijkl"]
    assert without_userinfo("https://me:secret@x.example/a") == "https://x.example/a"
