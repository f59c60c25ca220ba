"""Which words a header shows, in whatever spelling: what the run sent is looked for among them."""

import base64

import pytest

from booking_conformance.recording.redaction.kept_headers import RESPONSE_HEADERS_KEPT, words, words_in_header

NAME = "geoff.capes@example.com"


@pytest.mark.parametrize(
    "value",
    [
        NAME,
        NAME.upper(),
        "for=geoff.capes%40example.com",
        base64.b64encode(NAME.encode()).decode(),
        "session " + base64.urlsafe_b64encode(f"?{NAME}>".encode()).decode(),
    ],
)
def test_a_word_is_found_in_every_spelling(value):
    assert words(NAME) <= words_in_header(value)


@pytest.mark.parametrize("value", ["", "abcd", "%%%", "////////", "\u00e4\u00e4\u00e4"])
def test_what_is_not_a_word_is_none(value):
    assert words_in_header(value) == set()


def test_headers_that_carry_credentials_are_not_kept():
    assert not RESPONSE_HEADERS_KEPT & {"set-cookie", "x-auth-token", "authentication-info", "authorization"}
