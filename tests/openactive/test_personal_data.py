"""The search for personal data finds every writing it speaks of, and nothing that is not there."""

import base64
import json
import time
from datetime import UTC, datetime
from urllib.parse import quote, quote_plus

import pytest

from booking_conformance.openactive.personal_data import Search
from booking_conformance.recording import Exchange, Request, Response
from booking_conformance.recording.redaction.secret_forms import base64_needles

EMAIL = "Robin.k7Q4@example.com"
NAME = "Tester k7Q4 Conformance Test"
SEARCH = Search({"email": EMAIL, "familyName": NAME})


def exchange(body: str = "", **headers: str) -> Exchange:
    """Return an exchange with a response."""
    response = Response(200, tuple(headers.items()), body)
    return Exchange("x1", "C1", Request("GET", "https://b.example"), response, datetime(2026, 1, 1, tzinfo=UTC), 1.0)


def escaped(text: str) -> str:
    """Return the text with every character escaped as JSON allows."""
    return "".join(f"\\u{ord(character):04X}" for character in text)


WRITINGS = {
    "raw": EMAIL,
    "lower case": EMAIL.lower(),
    "upper case": EMAIL.upper(),
    "percent": quote(EMAIL, safe=""),
    "every character percent": "".join(f"%{byte:02x}" for byte in EMAIL.encode()),
    "form": quote_plus(NAME),
    "JSON": json.dumps({"e": EMAIL}),
    "JSON escapes": escaped(EMAIL),
    "percent in JSON escapes": escaped(quote(EMAIL, safe="")),
    "base64 of lower case": base64.b64encode(EMAIL.lower().encode()).decode(),
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_finds_each_writing(writing: str) -> None:
    """Every writing is found in a body and in a header."""
    text = WRITINGS[writing]
    assert SEARCH.in_exchange(exchange(f'{{"a": "x{text}y"}}'))
    assert SEARCH.in_exchange(exchange("{}", **{"X-Note": text}))


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("before", range(7))
@pytest.mark.parametrize("after", range(4))
def test_finds_base64_at_every_alignment(encode: object, before: int, after: int) -> None:
    """Inside a longer text that was encoded as a whole the value is found wherever it stands."""
    whole = b"?" * before + EMAIL.encode() + b"~" * after
    assert SEARCH.in_text(encode(whole).decode()) == ("email", "base64-encoded")  # type: ignore[operator]  # a function of base64


def test_other_alphabet() -> None:
    """Where the two alphabets of base64 differ both are looked for."""
    odd = "??>>??>>??>>"
    assert any("-" in needle or "_" in needle for needle in base64_needles(odd))
    assert Search({"odd": odd}).in_text(base64.urlsafe_b64encode(odd.encode()).decode())


def test_finds_nothing_where_nothing_is() -> None:
    """Text of another person is no trace."""
    other = "Robin.k7Q5@example.com"
    for text in ("", other, quote(other), base64.b64encode(other.encode()).decode(), "100% \\u00 \\uZZZZ", "%zz%"):
        assert SEARCH.in_text(text) is None


def test_says_where() -> None:
    """A trace names the value, its writing and its place."""
    trace = SEARCH.in_exchange(exchange("{}", Link=quote(EMAIL, safe="")))
    assert trace
    assert (trace.name, trace.writing, trace.place) == ("email", "percent-encoded", "the header Link")


def test_names_in_the_answer_that_must_show_them() -> None:
    """What stands there unencoded is told by name."""
    assert SEARCH.names_in(json.dumps({"customer": {"email": EMAIL}})) == {"email"}


def test_no_response() -> None:
    """Where no answer came there is nothing to find."""
    silent = Exchange("x1", "C1", Request("GET", "u"), None, datetime(2026, 1, 1, tzinfo=UTC), 1.0, "refused")
    assert SEARCH.in_exchange(silent) is None


def test_hostile_text_takes_no_longer() -> None:
    """Eight megabytes of nearly matching text are searched at once."""
    started = time.monotonic()
    assert SEARCH.in_text("robin.k7q" * 400_000 + "\\u00e" * 400_000 + "%4" * 200_000) is None
    assert time.monotonic() - started < 5
