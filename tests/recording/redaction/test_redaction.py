import base64
import html
import json
from datetime import UTC, datetime
from urllib.parse import quote, quote_plus

import pytest

from booking_conformance.recording import Exchange, Request, Response
from booking_conformance.recording.redaction.redaction import Redactor

SECRET = "s3cr3t-of-the-partner"


def exchange(body="", *, sent=None, headers=(), answered=(), url="https://example.com/api/orders/1"):
    return Exchange(
        id="x0001",
        call="B",
        request=Request("PUT", url, headers, sent),
        response=Response(200, answered, body),
        started=datetime(2026, 1, 1, tzinfo=UTC),
        duration_ms=1.0,
    )


@pytest.fixture
def redactor():
    found = Redactor()
    found.keep_secret(SECRET, "primary.X-Api-Key")
    return found


def test_a_secret_is_taken_out_wherever_it_stands(redactor):
    echo = f'{{"description": "your key {SECRET} is fine"}}'
    record = redactor.redact(
        exchange(
            echo,
            sent=echo,
            headers=(("X-Api-Key", SECRET), ("Accept", "application/json")),
            answered=(("X-Echo", SECRET), ("Set-Cookie", "session=1")),
            url=f"https://example.com/?key={SECRET}",
        )
    )
    assert SECRET not in repr(record)
    assert record.request.headers == (("X-Api-Key", "«secret:primary.X-Api-Key»"), ("Accept", "application/json"))
    assert "your key «secret:primary.X-Api-Key» is fine" in record.response.body
    assert dict(record.response.headers)["Set-Cookie"] == "«not kept»"


def test_a_header_that_says_what_everybody_sees_is_kept():
    seller = "https://example.com/api/sellers/1"
    record = Redactor(public=(seller,)).redact(exchange(headers=(("X-Seller-Id", seller), ("X-Other", "https://x"))))
    assert record.request.headers == (("X-Seller-Id", seller), ("X-Other", "«secret:X-Other»"))


def test_a_header_that_is_not_known_to_be_harmless_is_hidden(redactor):
    record = redactor.redact(exchange(headers=(("Authorization", "Basic " + base64.b64encode(b"a:b").decode()),)))
    assert record.request.headers == (("Authorization", "«secret:Authorization»"),)


TOKEN = "ab+cd/ef gh&i'j\"k".replace(" ", "")


def spellings(token):
    yield token
    yield from (quote(token, safe=""), quote(token, safe="").lower(), quote_plus(token), html.escape(token))
    yield from (json.dumps(token)[1:-1], token.replace("/", r"\/").replace('"', r"\""))
    yield "".join(c if c.isalnum() else f"\\u{ord(c):04X}" for c in token)
    yield "".join(c if c.isalnum() else f"&#x{ord(c):x};" for c in token)
    yield from ("".join(f"\\u{ord(c):04x}" for c in token), "".join(f"&#{ord(c)};" for c in token))
    yield from ("".join(f"%{byte:02X}" for byte in token.encode()), quote(quote(token, safe=""), safe=""))
    yield from (token.encode().hex(), token.encode().hex().upper())
    for before in ("", "a", "ab", "abc", "user:"):
        yield base64.b64encode(f"{before}{token}".encode()).decode()
        yield base64.urlsafe_b64encode(f"{before}{token}, and more".encode()).decode()


@pytest.mark.parametrize("text", list(spellings(TOKEN)))
def test_a_token_within_a_credential_is_hidden_in_every_spelling(text):
    redactor = Redactor()
    redactor.keep_credential(f"Bearer {TOKEN}", "primary.Authorization")
    kept = redactor.redact(exchange(f"<p>{text}</p>", url=f"https://example.com/{text}"))
    assert kept.response.body.count("«secret:primary.Authorization»") == 1
    assert len(kept.response.body) <= 60
    assert "«secret:" in kept.request.url


@pytest.mark.parametrize(
    ("credential", "token"),
    [
        ("Bearer abcdefgh12", "abcdefgh12"),
        ("Basic " + base64.b64encode(b"me:abcdefgh12").decode(), "abcdefgh12"),
        ("Basic " + base64.b64encode(b"me:ab%2Bdefgh12").decode(), "ab+defgh12"),
        ('Token id="me", secret="abcdefgh12"', "abcdefgh12"),
        ("session=abcdefgh12; theme=dark", "abcdefgh12"),
        ("abcdefgh12", "abcdefgh12"),
    ],
)
def test_every_token_within_a_credential_is_a_secret(credential, token):
    redactor = Redactor()
    redactor.keep_credential(credential, "key")
    assert token not in redactor.redact(exchange(f"a {token} b")).response.body


@pytest.mark.parametrize("innocent", ["https://example.com/sellers/12345678", "12345678", "SharedSecret"])
def test_what_is_public_is_no_secret(innocent):
    redactor = Redactor(public=("https://example.com/sellers/12345678",))
    for value in ("https://example.com/sellers/12345678", "12345678", "SharedSecret 12345678"):
        redactor.keep_credential(value, "seller.primary.X-Seller")
    assert redactor.redact(exchange(innocent)).response.body == innocent


def test_a_secret_within_another_leaves_nothing_of_it():
    redactor = Redactor()
    redactor.keep_credential("abcdefgh", "short")
    redactor.keep_credential("abcdefgh-and-more", "long")
    assert redactor.redact(exchange("abcdefgh-and-more")).response.body == "«secret:long»"


@pytest.mark.parametrize("name", ["X-Auth-Token", "Authentication-Info", "set-COOKIE", "Cookie2", "X-Session"])
def test_response_headers_are_kept_by_name(name):
    kept = Redactor().redact(exchange(answered=((name, "abc12345"), ("Content-Type", "text/html"))))
    assert kept.response.headers == ((name, "«not kept»"), ("Content-Type", "text/html"))


@pytest.mark.parametrize("value", ["Robin@example.com", "robin%40example.com", "for=cm9iaW5AZXhhbXBsZS5jb20=; a"])
def test_personal_data_of_the_run_are_kept_of_any_header(redactor, value):
    redactor.plant({"customer": {"email": "robin@example.com"}})
    kept = redactor.redact(exchange(answered=(("X-Customer", value), ("X-Other", "somebody@example.com"))))
    assert kept.response.headers == (("X-Customer", "«not kept» robin@example.com"), ("X-Other", "«not kept»"))


def test_headers_that_say_the_same_are_stored_once(redactor):
    def stored(length):
        made = redactor.redact(exchange(headers=(("X-Api-Key", SECRET),), answered=(("Content-Length", length),)))
        return (*made.request.headers, *made.response.headers)

    one, same, other = stored("1"), stored("1"), stored("2")
    assert list(map(id, one)) == list(map(id, same))
    assert other == (one[0], ("Content-Length", "2"))
    for length in range(3_000):
        assert stored(str(length)) == (one[0], ("Content-Length", str(length)))


def test_a_credential_in_a_redirect_is_hidden():
    kept = Redactor().redact(exchange(answered=(("Location", "https://example.com/?a=1&access_token=abcdefgh12"),)))
    assert kept.response.headers == (("Location", "https://example.com/?a=1&access_token=«secret:access_token»"),)


def test_a_short_secret_does_not_blot_out_innocent_text(redactor):
    redactor.keep_secret("key", "short")
    assert redactor.redact(exchange('{"monkey": 1}')).response.body == '{"monkey": 1}'


def test_persons_of_others_are_hidden_and_stay_comparable(redactor):
    body = '{"customer": {"@type": "Person", "email": "real@person.org", "givenName": "Ada"}, "name": "Ada"}'
    first, again = (redactor.redact(exchange(body)).answer for _ in range(2))
    assert "real@person.org" not in str(first.value)
    assert first["customer"]["email"].value == again["customer"]["email"].value
    assert first["customer"]["email"].value != first["customer"]["givenName"].value
    assert first["customer"].type == "Person"
    assert first["name"].value == "Ada"


def test_what_the_run_planted_stays_readable(redactor):
    redactor.plant({"customer": {"email": "robin@example.com"}, "orderedItem": [{"attendee": {"givenName": "Robin"}}]})
    body = '{"customer": {"email": "robin@example.com"}, "orderedItem": [{"attendee": {"givenName": "Robin"}}]}'
    assert redactor.redact(exchange(body)).response.body == body


def test_access_data_are_hidden_as_urls_where_they_are_urls(redactor):
    body = '{"orderedItem": [{"accessPass": [{"@type": "Barcode", "text": "0123", "url": "https://x.example/c.png"}]}]}'
    item = redactor.redact(exchange(body)).answer["orderedItem"].each()[0]["accessPass"].each()[0]
    assert item["text"].text.startswith("«person:")
    assert item["url"].text.startswith("https://redacted.invalid/")


@pytest.mark.parametrize(
    ("uri", "kept"),
    [
        ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", "data:person-"),
        ("zoommtg://example.com/join?confno=1", "zoommtg:person-"),
        ("urn:uuid:6bdea630", "urn:person-"),
        ("HTTPS://x.example/room", "https://redacted.invalid/"),
        ("mailto:ada@real.org", "mailto:person-"),
        ("Door: 4711", "«person:"),
        ("Door:4711", "«person:"),
        ("tel:020 7946", "«person:"),
    ],
)
def test_access_data_stay_uris_where_they_are_uris(redactor, uri, kept):
    found = redactor.redact(exchange(json.dumps({"accessChannel": {"url": uri}}))).answer["accessChannel"]["url"].text
    assert found.startswith(kept)
    assert uri.partition(":")[2] not in found


@pytest.mark.parametrize("body", ["", "no json customer", '{"customer": ', "[" * 100_000 + '"customer"'])
def test_bodies_that_are_no_json_pass_through(redactor, body):
    assert redactor.redact(exchange(body)).response.body == body


def test_persons_of_others_are_hidden_also_in_what_only_javascript_writes(redactor):
    redactor.plant({"customer": {"email": "ours@example.com"}})
    body = '{"price": NaN, "customer": {"email": "theirs@example.com"}}'
    assert "theirs@example.com" not in redactor.redact(exchange(body)).response.body
