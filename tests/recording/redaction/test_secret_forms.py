"""The tokens within a credential, and how a text may write them."""

import base64
import json
from urllib.parse import quote, quote_plus

import pytest

from booking_conformance.recording.redaction.secret_forms import forms, pattern, tokens


@pytest.mark.parametrize(
    ("credential", "within"),
    [
        ("Bearer abc123", {"Bearer abc123", "abc123"}),
        ("ApiKey key=abc123, id=x9", {"abc123", "x9"}),
        ("Basic " + base64.b64encode(b"name:pass").decode(), {"name:pass", "pass"}),
        ('Token token="abc%2F1"', {"abc/1"}),
        ("bare-token", {"bare-token"}),
    ],
)
def test_each_token_of_a_credential_is_a_secret(credential, within):
    assert within <= set(tokens(credential))


@pytest.mark.parametrize("credential", ["Bearer abc123", "Basic eDp5"])
def test_the_scheme_is_no_secret(credential):
    assert credential.split()[0] not in set(tokens(credential))


def test_a_url_is_no_secret():
    assert list(tokens("https://example.com/sellers/1")) == []


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_a_secret_shows_in_base64_wherever_it_stands(before):
    encoded = base64.b64encode(f"{before}s3cr3t-key??>and more".encode()).decode()
    assert any(form in encoded for form in forms("s3cr3t-key??>"))


@pytest.mark.parametrize("write", [str, quote, quote_plus, json.dumps, lambda text: text.replace("&", "&amp;")])
def test_a_secret_is_found_however_it_is_escaped(write):
    secret = "a b&c/d\u00e9"
    found = pattern(secret)
    assert found
    assert found.search(f"before {write(secret)} after")


def test_letters_and_digits_need_no_pattern():
    assert pattern("abc123") is None
