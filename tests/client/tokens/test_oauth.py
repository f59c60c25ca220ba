"""A token is asked for with HTTP Basic; where that is refused, with the secret in the form."""

import asyncio
import base64
import time

import pytest

from booking_conformance.client.credentials import Credentials
from booking_conformance.client.message import NONE, WRONG
from booking_conformance.client.tokens.oauth import Tokens
from booking_conformance.client.tokens.token_requests import lifetime_of
from booking_conformance.config import BookingPartner, Seller
from booking_conformance.errors import PreflightFailed
from booking_conformance.recording import Response
from booking_conformance.recording.redaction.redaction import Redactor

TOKEN = Response(200, (), '{"access_token": "abcdefghij", "expires_in": 3600}')
PARTNER = BookingPartner(token_url="https://id.example.com/token", client_id="me & you", client_secret="s3cr3t:äöü")


class Endpoint:
    """A transport that is a function of the request."""

    def __init__(self, answer):
        self.asked = []
        self._answer = answer

    def allow(self, url):
        self.allowed = url

    async def send(self, request):
        self.asked.append(request)
        return self._answer(request), None


def is_basic(request):
    return dict(request.headers).get("Authorization", "").startswith("Basic ")


def token_of(answer, times=1):
    endpoint = Endpoint(answer)
    tokens = Tokens({"primary": PARTNER}, endpoint, Redactor())

    async def ask():
        return [await tokens.token("primary", PARTNER) for _ in range(times)]

    return asyncio.run(ask()), endpoint


def test_basic_comes_first_with_id_and_secret_form_encoded():
    found, endpoint = token_of(lambda _: TOKEN)
    assert found == ["abcdefghij"]
    coded = dict(endpoint.asked[0].headers)["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(coded).decode() == "me+%26+you:s3cr3t%3A%C3%A4%C3%B6%C3%BC"
    assert "secret" not in endpoint.asked[0].body


@pytest.mark.parametrize("status", [400, 401])
def test_the_form_is_used_where_basic_is_refused(status):
    found, endpoint = token_of(lambda request: Response(status) if is_basic(request) else TOKEN)
    assert found == ["abcdefghij"]
    assert "client_secret=" in endpoint.asked[1].body


def test_a_token_is_used_until_it_ends():
    _, endpoint = token_of(lambda _: TOKEN, times=3)
    assert len(endpoint.asked) == 1


ENDLESS = '{"access_token": "abcdefghij"}'


@pytest.mark.parametrize(
    ("body", "age", "used_before", "outlived", "asked"),
    [
        (ENDLESS, 60, 50, True, 2),
        (ENDLESS, 60, 70, True, 1),
        (ENDLESS, 0, 0, False, 1),
        (TOKEN.body, 60, 50, False, 1),
    ],
)
def test_a_token_of_unstated_lifetime_is_let_go_once_it_was_refused(
    monkeypatch, body, age, used_before, outlived, asked
):
    endpoint = Endpoint(lambda _: Response(200, (), body))
    tokens, now = Tokens({"primary": PARTNER}, endpoint, Redactor()), time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now - age)
    asyncio.run(tokens.token("primary", PARTNER))
    monkeypatch.setattr(time, "monotonic", lambda: now)
    of_two_requests = [tokens.outlived("primary", now - used_before + 0.1) for _ in range(2)]
    assert of_two_requests == [outlived] * 2
    asyncio.run(tokens.token("primary", PARTNER))
    assert len(endpoint.asked) == asked


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"access_token": 7}', '{"access_token": ""}'])
def test_an_answer_without_a_token_says_whose_it_is(body):
    with pytest.raises(PreflightFailed, match="primary"):
        token_of(lambda _: Response(200, (), body))


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_endpoint_is_asked_again(status):
    answers = iter([Response(status, (("Retry-After", "0"),)), TOKEN])
    found, endpoint = token_of(lambda _: next(answers))
    assert (found, len(endpoint.asked)) == (["abcdefghij"], 2)


def test_an_endpoint_that_stays_busy_or_closed_is_named():
    for headers, asked in (((("Retry-After", "0"),), 3), ((("Retry-After", "86400"),), 1)):
        endpoint = Endpoint(lambda _, headers=headers: Response(503, headers))
        with pytest.raises(PreflightFailed, match="status 503"):
            asyncio.run(Tokens({"primary": PARTNER}, endpoint, Redactor()).token("primary", PARTNER))
        assert len(endpoint.asked) == asked


@pytest.mark.parametrize(
    ("said", "seconds"),
    [(60, 60), ("60", 60), (1.5, 1.5), (True, 300), ("soon", 300), (None, 300), (10**400, 300), (float("nan"), 300)],
)
def test_how_long_a_token_is_good_may_be_text(said, seconds):
    assert lifetime_of({"expires_in": said}) == seconds


def headers(kind):
    partner = BookingPartner(headers={"X-Key": "abcdefghij", "Authorization": "Bearer abcdefghij"})
    seller = Seller(id="https://example.com/s", headers={"X-Seller": "https://example.com/s"})
    credentials = Credentials({"primary": partner}, {"primary": seller}, Endpoint(None), Redactor())
    return asyncio.run(credentials.headers("primary", "primary", kind))


def test_wrong_credentials_have_the_names_and_schemes_of_the_right_ones():
    found = headers(WRONG)
    assert found.keys() == {"X-Key", "Authorization", "X-Seller"}
    assert found["Authorization"].startswith("Bearer wrong-")
    assert "abcdefghij" not in str(found)


def test_no_credentials_are_none():
    assert headers(NONE) == {}
