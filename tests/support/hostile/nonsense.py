"""A target that answers plausibly, but for one kind of nonsense, and a run that needs no server to meet it."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import nullcontext
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from booking_conformance.client.message import Message
from booking_conformance.client.tokens.confidential import kept_secrets
from booking_conformance.openactive.opportunities.opportunity import Opportunity
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.recording import Observation, Response
from booking_conformance.scenario.baskets import Baskets
from booking_conformance.scenario.bodies import Marks
from booking_conformance.scenario.drawing import Drawing
from booking_conformance.scenario.feeds.source import FeedSource
from booking_conformance.scenario.supply.parents import Parents
from tests.support.checkout_acting import Line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from booking_conformance.config import Configuration
    from booking_conformance.scenario.supply.wanted import Wanted

NUMBERS = ("price", "position", "remainingAttendeeCapacity", "remainingUses")
STATUS = "https://openactive.io/OrderItemConfirmed"
VERSION = "https://example.com/api/order-proposals/u/versions/00000000-0000-4000-8000-000000000001"


def plausible(message: Message) -> dict[str, Any]:
    """Return what a correct system might answer."""
    try:
        sent = json.loads(message.text or "{}")
    except ValueError:
        sent = {}
    sent = sent if isinstance(sent, dict) else {}
    listed = sent.get("orderedItem")
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    price = {"@type": "PriceSpecification", "price": 5, "priceCurrency": "GBP"}
    answered = [
        {
            **item,
            "@id": f"https://example.com/api/orders/u#/orderedItem/{number}",
            "orderItemStatus": STATUS,
            "acceptedOffer": {"@type": "Offer", "@id": "https://example.com/offers/1", "price": 5},
            "orderedItem": {"@type": "Slot", "@id": "https://example.com/slots/1", "remainingUses": 9},
        }
        for number, item in enumerate(items)
    ]
    return {
        **sent,
        "@id": f"https://example.com/api/orders/{message.order_uuid}",
        "orderedItem": answered,
        "totalPaymentDue": price,
        "orderProposalVersion": VERSION,
        "lease": {"@type": "Lease", "leaseExpires": "2026-01-01T00:00:00Z"},
        "customer": {"@type": "Person", "email": "a@example.com"},
        "potentialAction": [{"target": "https://checkout.example.com/x"}],
        "items": [],
        "next": message.url,
    }


class Reader:
    """A feed that shows what it is asked for at once, in the state that the kind of nonsense makes of it."""

    def __init__(self, change: Any) -> None:
        self.source = FeedSource("feed", "https://example.com/feed", "open-feed")
        self.pages_read = 1
        self._value = change(
            {"id": "u", "state": "updated", "kind": "Order", "modified": 1, "data": plausible(_NOTHING)}
        )
        self.broken = None
        self.caught_up = True

    async def wait(self, name: str, _: str, accept: Any, *, awaited: str, **__: Any) -> Observation:
        seen = isinstance(self._value, dict) and accept(self._value)
        return Observation(name, "feed", awaited, seen=seen, value=self._value if seen else None, exchanges=("x1",))

    def look(self, name: str, _: str) -> Observation:
        return Observation(name, "feed", "any state", seen=True, value=self._value, exchanges=("x1",))

    async def read_to_end(self, *_: Any) -> None:
        return

    def item(self, _: str) -> Any:
        return self._value if isinstance(self._value, dict) else None

    def items(self) -> list[Any]:
        return [self._value] if isinstance(self._value, dict) else []


class Consents:
    """What the Sellers consented to, as the kind of nonsense makes it."""

    def __init__(self, change: Any) -> None:
        made = change({"access_token": "t", "refresh_token": "r", "id_token": "a.b.c", "expires_in": 900, "scope": "s"})
        self._known = made if isinstance(made, dict) else {}

    async def of(self, *_: str) -> dict[str, Any]:
        return self._known

    async def refresh(self, _: str, __: str, ask: Any) -> Any:
        return await ask({"grant_type": "refresh_token", "refresh_token": "r"})


_NOTHING = Message("orders-feed", "GET", "https://example.com/feed")


class Goods:
    """A supply without end."""

    creates = True
    dataset = "conformance-test"

    def __init__(self, change: Any) -> None:
        self.taken = 0
        self.lacking: dict[str, int] = {}
        parents = Parents({})
        self.parents = SimpleNamespace(
            complete=self._complete, readers=parents.readers, spaces_shown=parents.spaces_shown
        )
        self._change = change

    async def lend(self, wanted: Sequence[Wanted], borrower: object, scenario: str) -> list[Opportunity]:
        return [self._made(each) for each in wanted]

    async def lend_if_any(self, wanted: Sequence[Wanted], borrower: object, scenario: str) -> list[Opportunity]:
        return await self.lend(wanted, borrower, scenario)

    async def lend_spaces(self, wanted: Sequence[Wanted], borrower: object, scenario: str) -> list[Opportunity]:
        return [one for each in wanted for one in [self._made(each)] * each.spaces]

    def take_back(self, borrower: object, *, booked: bool) -> None:
        return

    def awaiting_sentinel(self, borrower: object) -> AbstractContextManager[None]:
        return nullcontext()

    def may_make_sentinels(self, borrower: object) -> bool:
        return False

    def _made(self, wanted: Wanted) -> Opportunity:
        self.taken += 1
        url = f"https://example.com/{wanted.kind}/{self.taken}"
        offers = [{"@type": "Offer", "@id": f"{url}#/offers/0", "price": 5}]
        data = {"@id": url, "remainingAttendeeCapacity": 9, "remainingUses": 9, "identifier": "i", "offers": offers}
        published = PublishedOpportunity.of(wanted.kind, data)
        return Opportunity(
            published, published.offers[0], wanted.criterion, wanted.seller, created=True, exclusive=True
        )

    async def _complete(self, kind: str, _: Any, __: float) -> PublishedOpportunity:
        return PublishedOpportunity.of(kind, self._change({"@id": "x", "offers": [{"@id": "o"}]}))


def run_against(configuration: Configuration, change: Any, calls: frozenset[str]) -> Any:
    """Return what scenarios share, for a target that makes nonsense of the answers to these calls."""

    def answer(message: Message) -> Response:
        body: Any = plausible(message)
        if message.call in calls:
            body = change(body)
        return Response(200, (("Content-Type", "application/json"),), json.dumps(body))

    line = Line(answer)
    vars(line).update(
        journal=SimpleNamespace(sending=lambda *_: None),
        transport=SimpleNamespace(allows=lambda _: True, allow=lambda _: None),
        secrets_in=lambda exchange: kept_secrets(exchange.response, SimpleNamespace(keep_credential=lambda *_: None)),  # type: ignore[arg-type]  # all it does with it
        credentials=SimpleNamespace(consents=Consents(change)),
    )
    readers: dict[str, Reader] = defaultdict(lambda: Reader(change))
    return SimpleNamespace(
        configuration=configuration,
        base_uri="https://example.com/api",
        orders_feed_url="https://example.com/api/orders-rpde",
        authority="https://example.com/authority",
        session=line,
        supply=Goods(change),
        marks=Marks("t"),
        watch=None,
        baskets=Baskets(),
        keep=False,
        open_feeds=readers,
        orders_feed=lambda partner: readers[partner],
        proposals_feed=lambda partner: readers[partner],
        new_reader=lambda source: readers["new"],
        read_whole=lambda source, within: readers["new"].read_to_end(within),
        token="t",
        progress=lambda _: None,
        drawing=Drawing(),
    )
