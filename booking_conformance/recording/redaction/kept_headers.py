"""The headers whose values are recorded. Any other may carry a credential, a session or a token.

Personal data of the run are recorded in any: whether they come back is what checks look for.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W_][\w.@+-]{4,}")
_BASE64 = re.compile(r"[\w+/-]{8,}={0,2}")

# What a run sends where a wrong credential must be refused: a record shows it as it is.
WRONG_CREDENTIAL = "wrong-credential"
# Stands in the name of a secret before what was done to it: what was sent is not the secret itself.
SPOILT = ", "
REQUEST_HEADERS_KEPT = frozenset({"accept", "content-type", "user-agent"})
RESPONSE_HEADERS_KEPT = frozenset(
    [
        "accept-patch",
        "age",
        "allow",
        "cache-control",
        "content-encoding",
        "content-language",
        "content-length",
        "content-location",
        "content-type",
        "date",
        "etag",
        "expires",
        "last-modified",
        "link",
        "location",
        "pragma",
        "request-id",
        "retry-after",
        "server",
        "strict-transport-security",
        "traceparent",
        "transfer-encoding",
        "vary",
        "via",
        "warning",
        "www-authenticate",
        "x-correlation-id",
        "x-request-id",
    ]
)


def words(text: str) -> set[str]:
    """Return the words of five characters and more in a text, in lower case."""
    return set(_WORD.findall(text.lower()))


def words_in_header(value: str) -> set[str]:
    """Return the words in the value of a header: as it is, percent-decoded, and where it is base64."""
    return {word for reading in _readings(value) for word in words(reading)}


def _readings(value: str) -> Iterator[str]:
    yield value
    yield unquote_plus(value)
    for word in _BASE64.findall(value):
        try:
            yield base64.b64decode(word, altchars=b"-_" if {"-", "_"}.intersection(word) else None).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
