"""A Seller consents on the page of the bundled booking system: by HTTP, and in a real browser."""

import asyncio
import threading
from uuid import uuid4

import httpx
import pytest

from booking_conformance.client.connection import open_session
from booking_conformance.client.tokens.login import Login, client_to_log_in
from booking_conformance.client.tokens.redirect_receiver import RedirectReceiver
from booking_conformance.client.tokens.token_file import read_consents
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.errors import ConfigurationError, PreflightFailed
from tests.support.consenting import CHROMIUM, browser, decides


@pytest.fixture(scope="module")
def described():
    with EmbeddedSystem() as system:
        yield system.configuration_data


@pytest.fixture
def configuration(described, tmp_path):
    partners = {name: dict(partner) for name, partner in described["booking_partners"].items()}
    del partners["secondary"]["token_command"]
    partners["secondary"]["token_file"] = str(tmp_path / "tokens.json")
    return load(data={**described, "booking_partners": partners}, environment={}).configuration


def logged_in(configuration, show, seller="primary", seconds=20):
    return asyncio.run(Login(configuration, client_to_log_in(configuration), seller).consent(show, seconds))


async def _token(configuration):
    async with open_session(configuration, journal=None) as session:
        return await session.credentials.consents.access_token("secondary", "primary")


def test_consent_by_http_is_kept_and_opens_the_api(configuration):
    seller = configuration.sellers["primary"].id
    file = logged_in(configuration, decides("allow", seller))
    kept = read_consents(file)[seller]
    assert {"refresh_token", "id_token", "scope"} <= kept.keys()
    assert "access_token" not in kept
    assert file.stat().st_mode & 0o777 == 0o600
    token = asyncio.run(_token(configuration))
    base = f"{configuration.target.dataset_site.removesuffix('/openactive')}/api/openbooking"
    quote = f"{base}/order-quotes/{uuid4()}"
    assert httpx.delete(quote, headers={"Authorization": f"Bearer {token}"}, trust_env=False).status_code == 204


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_consent_by_a_click_in_a_browser_is_kept(configuration):
    seller = configuration.sellers["primary"].id

    def click(url):
        with browser() as page:
            page.open(url)
            page.until("document.readyState === 'complete' && !!document.getElementById('allow')")
            shown.append(page.value("document.querySelector('h1').textContent"))
            page.value(
                f"document.getElementById('seller').value = {seller!r}; document.getElementById('allow').click()"
            )
            page.until("document.readyState === 'complete' && document.body.textContent.includes('close this window')")

    shown = []
    clicking = []

    def show(url):
        clicking.append(threading.Thread(target=click, args=(url,)))
        clicking[0].start()

    file = logged_in(configuration, show, seconds=60)
    clicking[0].join(30)
    assert shown == ["Let secondary-partner book for you?"]
    assert "refresh_token" in read_consents(file)[seller]


def test_a_refusal_is_told_and_nothing_is_kept(configuration, tmp_path):
    with pytest.raises(PreflightFailed, match="access_denied"):
        logged_in(configuration, decides("deny", configuration.sellers["primary"].id))
    assert not list(tmp_path.iterdir())


def test_consent_for_another_seller_is_not_kept(configuration, tmp_path):
    with pytest.raises(PreflightFailed, match="another Seller"):
        logged_in(configuration, decides("allow", configuration.sellers["secondary"].id))
    assert not list(tmp_path.iterdir())


def test_nobody_decides(configuration):
    with pytest.raises(PreflightFailed, match="no decision"):
        logged_in(configuration, lambda _: None, seconds=0.05)


@pytest.mark.parametrize(("partner", "seller"), [("primary", "primary"), ("none", "primary")])
def test_what_a_login_needs_is_told(configuration, partner, seller):
    with pytest.raises(ConfigurationError, match=f"{partner}.token_file"):
        Login(configuration, partner, seller)


def test_only_the_redirect_with_the_state_counts():
    async def ask():
        receiver = RedirectReceiver(None)
        async with receiver.listening(), httpx.AsyncClient(trust_env=False) as client:
            at = receiver.redirect_uri
            foreign = [(await client.get(url)).status_code for url in (f"{at}?code=a&state=b", at, f"{at}/x", at[:-9])]
            right = await client.get(f"{at}?code=<b>&state={receiver.state}")
            return foreign, right, await receiver.received()

    foreign, right, said = asyncio.run(ask())
    assert foreign == [400, 400, 404, 404]
    assert right.status_code == 200
    assert "<b>" not in right.text
    assert said["code"] == "<b>"


@pytest.mark.parametrize("uri", ["https://127.0.0.1/callback", "http://example.com/callback", "x"])
def test_the_redirect_ends_on_this_machine(uri):
    async def make():
        RedirectReceiver(uri)

    with pytest.raises(ConfigurationError, match="this machine"):
        asyncio.run(make())
