"""Access tokens for a Seller: refreshed in time, by a refresh token that may be good once."""

import asyncio
import json
from urllib.parse import parse_qs

import pytest

from booking_conformance.client.credentials import Credentials
from booking_conformance.client.tokens.consents import Consents
from booking_conformance.client.tokens.token_file import keep_consent, read_consents
from booking_conformance.client.tokens.token_requests import FORM, token_requests
from booking_conformance.config import BookingPartner, Seller
from booking_conformance.errors import PreflightFailed
from booking_conformance.recording import Response
from booking_conformance.recording.redaction.redaction import Redactor

SELLER = Seller(id="https://a.example/1")


class Provider:
    """A token endpoint whose refresh tokens are good once."""

    def __init__(self, seconds=900):
        self.good, self.issued, self.seconds = "refresh-token-0", 0, seconds

    def allow(self, url):
        """Any will do."""

    async def send(self, request):
        given = parse_qs(request.body)["refresh_token"] if "refresh_token=" in request.body else [None]
        if given != [self.good] and "client_credentials" not in request.body:
            return Response(400, (), '{"error": "invalid_grant"}'), None
        self.issued += 1
        self.good = f"refresh-token-{self.issued}"
        body = {"access_token": f"access-token-{self.issued}", "expires_in": self.seconds, "refresh_token": self.good}
        return Response(200, (), json.dumps(body)), None


@pytest.fixture
def partner(tmp_path):
    keep_consent(tmp_path / "tokens.json", SELLER.id, {"refresh_token": "refresh-token-0", "id_token": "a.b.c"})
    client = {"token_url": "https://id.example/token", "client_id": "me", "client_secret": "s3cr3t-s3cr3t"}
    return BookingPartner(token_file=str(tmp_path / "tokens.json"), **client)


def consents(partner, provider, redactor=None):
    return Consents({"primary": partner}, {"primary": SELLER}, provider, redactor or Redactor())


def test_many_requests_share_one_refresh_and_the_new_refresh_token_is_kept(partner, tmp_path):
    provider = Provider()
    known = consents(partner, provider)

    async def many():
        return await asyncio.gather(*(known.access_token("primary", "primary") for _ in range(5)))

    assert set(asyncio.run(many())) == {"access-token-1"}
    kept = read_consents(tmp_path / "tokens.json")[SELLER.id]
    assert kept["refresh_token"] == "refresh-token-1"
    assert kept["id_token"] == "a.b.c"
    assert "access_token" not in kept


def test_what_is_obtained_for_one_partner_keeps_no_other_waiting(partner):
    asked, answered = asyncio.Event(), asyncio.Event()

    class Slow(Provider):
        async def send(self, request):
            asked.set()
            await answered.wait()
            return await super().send(request)

    known = Consents({"slow": partner, "quick": BookingPartner()}, {"primary": SELLER}, Slow(), Redactor())

    async def both():
        slow = asyncio.create_task(known.access_token("slow", "primary"))
        await asked.wait()
        quick = await asyncio.wait_for(known.access_token("quick", "primary"), 20)
        answered.set()
        return quick, await slow

    assert asyncio.run(both()) == ("", "access-token-1")


def test_a_token_that_ends_soon_is_refreshed_again(partner):
    known = consents(partner, Provider(seconds=30))

    async def later():
        first = await known.access_token("primary", "primary")
        await asyncio.sleep(1.1)
        return first, await known.access_token("primary", "primary")

    assert asyncio.run(later()) == ("access-token-1", "access-token-2")


def test_a_refused_refresh_says_how_to_consent_again(partner):
    provider = Provider()
    provider.good = "another"
    with pytest.raises(PreflightFailed, match="login"):
        asyncio.run(consents(partner, provider).access_token("primary", "primary"))


def test_a_seller_that_has_not_consented_is_none(partner):
    assert asyncio.run(consents(partner, Provider()).of("primary", "secondary")) == {}
    assert asyncio.run(consents(BookingPartner(), Provider()).access_token("primary", "primary")) == ""


def test_a_request_for_a_seller_goes_with_its_consent_and_any_other_with_the_clients_token(partner):
    credentials = Credentials({"primary": partner}, {"primary": SELLER}, Provider(), Redactor())

    async def both():
        return await credentials.headers("primary", "primary"), await credentials.headers("primary", None)

    consented, own = asyncio.run(both())
    assert consented == {"Authorization": "Bearer access-token-1"}
    assert own == {"Authorization": "Bearer access-token-2"}


def test_the_secret_stands_in_the_header_or_in_the_form(partner):
    first, second = token_requests(partner, {"grant_type": "client_credentials"})
    assert "s3cr3t" not in first.body
    assert "Authorization" in dict(first.headers)
    assert "client_secret=s3cr3t-s3cr3t" in second.body
    assert dict(second.headers)["Content-Type"] == FORM
    assert "Authorization" not in dict(second.headers)
