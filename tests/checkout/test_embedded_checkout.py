"""The embedded checkout by itself."""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette

from booking_conformance.fixtures.checkout.accounts import SEEDED
from booking_conformance.fixtures.checkout.app import Checkout
from booking_conformance.fixtures.checkout.faults import FAULTS
from booking_conformance.fixtures.checkout.policy import Policy
from booking_conformance.fixtures.checkout.variants import VARIANTS
from booking_conformance.fixtures.scenarios.checkout_goods import Article, item, session

ORIGIN = "http://checkout.test"


class EmptyShelf:
    async def by_identifier(self, identifier):
        return None

    async def by_id(self, url):
        return None


class Client:
    def __init__(self, application):
        self._transport = httpx.ASGITransport(application)

    def post(self, path, **body):
        return asyncio.run(self._send("POST", path, **body))

    def get(self, path):
        return asyncio.run(self._send("GET", path))

    async def _send(self, method, path, **body):
        async with httpx.AsyncClient(transport=self._transport, base_url=ORIGIN) as client:
            return await client.request(method, path, **body)


@pytest.fixture
def client():
    return Client(Starlette(routes=Checkout(ORIGIN, EmptyShelf(), Policy()).routes))


@pytest.mark.parametrize("kind", ["ScheduledSession", "Slot"])
@pytest.mark.parametrize("price", ["free", "paid"])
def test_documented_test_values_are_accepted(client, kind, price):
    article = Article(kind, f"test-item-{kind}-{price}", "test-offer-adult-guest")
    answer = client.post("/api/checkout-sessions", json=session(SEEDED[0], [item(article)]))
    assert answer.status_code == 201
    assert answer.json()["potentialAction"][0]["target"].startswith(ORIGIN)
    assert answer.headers["Location"].startswith("/checkout-sessions/")


def test_a_test_item_is_of_its_type(client):
    article = Article("Slot", "test-item-ScheduledSession-free", "test-offer-adult-guest")
    answer = client.post("/api/checkout-sessions", json=session(SEEDED[0], [item(article)]))
    assert (answer.status_code, answer.json()["type"]) == (400, "UnavailableOpportunityError")


@pytest.mark.parametrize(("customer", "status"), [("test-customer-member", 201), (SEEDED[0], 400)])
def test_the_offer_for_members_needs_a_member(client, customer, status):
    article = Article("Slot", "test-item-Slot-free", "test-offer-adult-member")
    answer = client.post("/api/checkout-sessions", json=session(customer, [item(article)]))
    assert answer.status_code == status


def test_a_new_account_can_attend(client):
    customer = {"@type": "Person", "givenName": "A", "familyName": "B", "email": "a@example.com"}
    body = {"@context": "https://openactive.io/", "@type": "CustomerAccount", "customer": customer}
    made = client.post("/customer-accounts", json=body)
    assert made.status_code == 201
    assert made.json().items() >= body.items()
    read = client.get(made.json()["@id"])
    assert read.json() == made.json()
    article = Article("Slot", "test-item-Slot-free", "test-offer-adult-guest")
    items = [item(article, attendee=attendee) for attendee in (made.json()["identifier"], SEEDED[1])]
    assert client.post("/api/checkout-sessions", json=session(SEEDED[0], items)).status_code == 201


@pytest.mark.parametrize("missing", ["givenName", "familyName", "email", "@type"])
def test_an_account_needs_its_customer(client, missing):
    customer = {"@type": "Person", "givenName": "A", "familyName": "B", "email": "a@example.com"}
    del customer[missing]
    body = {"@context": "https://openactive.io/", "@type": "CustomerAccount", "customer": customer}
    assert client.post("/customer-accounts", json=body).status_code == 400
    assert client.get("/customer-accounts/nobody").status_code == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b'{"imin:initialOrder": []}', b"[" * 100_000])
@pytest.mark.parametrize("path", ["/api/checkout-sessions", "/checkout-sessions", "/customer-accounts"])
def test_nonsense_is_refused(client, path, body):
    answer = client.post(path, content=body)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_faults_and_variants_are_fields_of_the_policy():
    fields = set(Policy.__dataclass_fields__)
    for _, changes in (FAULTS | VARIANTS).values():
        assert changes
        assert set(changes) <= fields
        assert changes != {name: getattr(Policy(), name) for name in changes}
    assert not FAULTS.keys() & VARIANTS.keys()
