"""A login at something that is no OpenID provider ends with one message, in time, and keeps nothing."""

import asyncio
import time
from urllib.parse import urlsplit

import pytest

from booking_conformance.client.tokens.login import Login, client_to_log_in
from booking_conformance.client.tokens.redirect_receiver import RedirectReceiver
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.errors import PreflightFailed
from tests.support.consenting import decides
from tests.support.hostile import servers

JSON = "Content-Type: application/json"
DEEP = b"[" * 100_000
ANSWERS = {
    "HTML": servers.HTML,
    "nonsense": servers.nonsense,
    "nothing": servers.nothing,
    "for ever": servers.for_ever,
    "a bomb": servers.bomb,
    "a redirect": servers.REDIRECT,
    "a list": servers.fixed(b"[]", JSON),
    "deep": servers.fixed(DEEP, JSON),
    "numbers": servers.fixed(
        b'{"authorization_endpoint": 7, "issuer": [], "access_token": 7, "refresh_token": {}}', JSON
    ),
    "another scheme": servers.fixed(
        b'{"authorization_endpoint": "javascript:alert(1)", "access_token": "", "id_token": "a.b.c"}', JSON
    ),
}
# How long an answer is awaited: where one never ends, the test takes as long.
SECONDS = {"for ever": 1}


@pytest.fixture(scope="module")
def described():
    with EmbeddedSystem() as system:
        yield system.configuration_data


@pytest.fixture
def login(described, tmp_path):
    """Logs in with settings of the target and of the booking partner; returns whether a page was shown."""

    def consent(show, target=None, timeout=20, **of_partner):
        partner = {**described["booking_partners"]["secondary"], "token_file": str(tmp_path / "tokens.json")}
        del partner["token_command"]
        data = {
            **described,
            "target": {**described["target"], **(target or {})},
            "booking_partners": {"secondary": {**partner, **of_partner}},
            "network": {"timeout": timeout},
        }
        configuration = load(data=data, environment={}).configuration
        return asyncio.run(Login(configuration, client_to_log_in(configuration), "primary").consent(show, 10))

    return consent


@pytest.mark.parametrize("name", ANSWERS)
def test_a_provider_without_a_discovery_document_shows_no_page(name, login, tmp_path):
    started = time.monotonic()
    with servers.serving(ANSWERS[name]) as (url, _), pytest.raises(PreflightFailed) as failed:
        login(lambda _: pytest.fail("a page was shown"), {"authentication_authority": url}, SECONDS.get(name, 20))
    assert time.monotonic() - started < 16  # an answer that never ends goes on for 20 s
    assert "\n" not in failed.value.message
    assert len(failed.value.message) < 400
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["HTML", "for ever", "a bomb", "a redirect", "a list", "another scheme"])
def test_an_endpoint_that_exchanges_no_code_leaves_nothing(name, described, login, tmp_path):
    decide = decides("allow", described["sellers"]["primary"]["id"])
    seconds = SECONDS.get(name, 20)
    with servers.serving(ANSWERS[name]) as (url, requests), pytest.raises(PreflightFailed) as failed:
        login(decide, {"origins": [url.rstrip("/")]}, seconds, token_url=f"{url}token")
    assert url in failed.value.message
    assert "\n" not in failed.value.message
    assert b"code_verifier" in requests[0]
    assert not list(tmp_path.iterdir())


def test_a_host_that_does_not_answer_is_named(login):
    with pytest.raises(PreflightFailed, match="no discovery document"):
        login(lambda _: None, {"authentication_authority": "http://127.0.0.1:9"})


@pytest.mark.parametrize(
    "line", [b"GET http://[ HTTP/1.1", b"\xff\xfe", b"GET", b"G" * 200_000, b"GET /callback?state=%ff"]
)
def test_a_request_that_is_none_is_not_taken_for_the_redirect(line, caplog):
    async def send():
        receiver = RedirectReceiver(None)
        async with receiver.listening():
            reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(receiver.redirect_uri).port)
            writer.write(line + b"\r\n\r\n")
            try:
                answered = await asyncio.wait_for(reader.read(), 15)
            except ConnectionResetError:
                answered = b""
            writer.close()
            await asyncio.sleep(0)
            return answered, receiver._said.done()

    answered, taken = asyncio.run(send())
    assert not taken
    assert answered == b"" or answered.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400"))
    assert not caplog.records
