"""A booking system in a process of its own, and the requests of a Broker to it."""

import contextlib
import json
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, Self
from uuid import uuid4

import httpx

from booking_conformance.embedded.forked import PRELOADED
from booking_conformance.fixtures.booking_system.web.options import Options
from booking_conformance.fixtures.booking_system.web.server import serve

Json = dict[str, Any]
OPENACTIVE = "https://openactive.io/"
TEST = "https://openactive.io/test-interface#"
# What a type is made below, where anything: its @type, the property that refers to it; and that of the Seller.
MADE_BELOW = {
    "ScheduledSession": ("SessionSeries", "superEvent", "organizer"),
    "Slot": ("FacilityUse", "facilityUse", "provider"),
    "IndividualFacilityUseSlot": ("IndividualFacilityUse", "facilityUse", "provider"),
    "Event": ("", "", "organizer"),
    "HeadlineEvent": ("", "", "organizer"),
    "HeadlineEventSubEvent": ("HeadlineEvent", "superEvent", "organizer"),
    "CourseInstance": ("", "", "organizer"),
    "CourseInstanceSubEvent": ("CourseInstance", "superEvent", "organizer"),
    "OnDemandEvent": ("", "", "organizer"),
}
TYPES = {"IndividualFacilityUseSlot": "Slot", "HeadlineEventSubEvent": "Event", "CourseInstanceSubEvent": "Event"}
# The feed of an opportunity, by what its @id has in its path.
FEEDS = {
    "session-series": "scheduled-sessions",
    "facility-uses": "slots",
    "individual-facility-uses": "individual-slots",
    "events": "events",
}
COMMAND = [sys.executable, "-m", "booking_conformance.fixtures.booking_system"]
PERSON = {
    "@type": "Person",
    "email": "canary@example.com",
    "givenName": "Canary",
    "familyName": "Conformance Test",
    "telephone": "07700 900111",
}


@contextlib.contextmanager
def booking_system(*arguments: str) -> Iterator["Broker"]:
    """Start a booking system, yield its Broker, and see it end cleanly."""
    process = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        with Broker(json.loads(process.stdout.readline())) as broker:
            yield broker
    finally:
        process.terminate()
        code = process.wait(10)
        process.stdout.close()
    assert code == 0


@contextlib.contextmanager
def forked_booking_system(**options: Any) -> Iterator["Broker"]:
    """Start a booking system as ``booking_system`` does, in a forked process: that takes a tenth of the time."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, options))
    process.start()
    theirs.close()
    try:
        assert mine.poll(30)
        with Broker(mine.recv()) as broker:
            yield broker
    finally:
        process.terminate()
        process.join(10)
        mine.close()
    assert process.exitcode == 0


def _serve(ready: Connection, options: Json) -> None:
    def announce(settings: Json) -> None:
        ready.send({**settings, "dataset_site": settings["target"]["dataset_site"]})

    serve(Options(**options), announce)


class Broker:
    """Sends requests as the primary booking partner, unless told otherwise."""

    def __init__(self, settings: Json) -> None:
        self.settings = settings
        self.site = settings["dataset_site"]
        self.origin = self.site.removesuffix("/openactive")
        self.api = f"{self.origin}/api/openbooking"
        self.headers = settings["booking_partners"]["primary"]["headers"]
        self.client = httpx.Client(trust_env=False, timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def secondary(self) -> Json:
        """Return the headers of the secondary booking partner, with a fresh token."""
        oauth = self.settings["booking_partners"]["secondary"]
        data = {"grant_type": "client_credentials"}
        answer = self.client.post(oauth["token_url"], data=data, auth=(oauth["client_id"], oauth["client_secret"]))
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def send(self, method: str, path: str, body: Any = None, headers: Json | None = None) -> httpx.Response:
        return self.client.request(
            method, f"{self.api}/{path}", json=body, headers=self.headers if headers is None else headers
        )

    def opportunity(
        self, criterion: str = "Bookable", kind: str = "", flow: str = "Simple", seller: str = "primary"
    ) -> Json:
        """Create an opportunity, of the first type on sale unless another is named; return its @id and its offer's."""
        kind = kind or self.settings["opportunities"]["types"][0]
        above, link, owner = MADE_BELOW[kind]
        seller_of_it = {owner: {"@type": "Organization", "@id": self.settings["sellers"][seller]["id"]}}
        body = {
            "@type": TYPES.get(kind, kind),
            **({link: {"@type": above, **seller_of_it}} if above else seller_of_it),
            "test:testOpportunityCriteria": f"{TEST}TestOpportunity{criterion}",
            "test:testOpenBookingFlow": f"{TEST}OpenBooking{flow}Flow",
        }
        answer = self.send("POST", "test-interface/datasets/tests/opportunities", body, {})
        assert answer.status_code == 201, answer.text
        url = answer.json()["@id"]
        owner_of_offer = url.rsplit("/", 2)[0] if above and owner == "organizer" else url
        return {"orderedItem": url, "acceptedOffer": f"{owner_of_offer}#/offers/0"}

    def body(self, kind: str, *items: Json, seller: str = "primary", **more: Any) -> Json:
        """Return a request for these items."""
        lines = [{"@type": "OrderItem", "position": number, **item} for number, item in enumerate(items)]
        body = {
            "@context": OPENACTIVE,
            "@type": kind,
            "brokerRole": f"{OPENACTIVE}AgentBroker",
            "broker": {"@type": "Organization", "name": "Conformance Test"},
            "seller": self.settings["sellers"][seller]["id"],
            "orderedItem": lines,
            **more,
        }
        return {name: value for name, value in body.items() if value is not None}

    def c1(self, uuid: str, *items: Json, **more: Any) -> httpx.Response:
        headers = more.pop("headers", None)
        return self.send("PUT", f"order-quote-templates/{uuid}", self.body("OrderQuote", *items, **more), headers)

    def c2(self, uuid: str, *items: Json, **more: Any) -> httpx.Response:
        headers = more.pop("headers", None)
        body = self.body("OrderQuote", *items, **{"customer": PERSON, **more})
        return self.send("PUT", f"order-quotes/{uuid}", body, headers)

    def order_body(self, kind: str, uuid: str, *items: Json, **more: Any) -> Json:
        """Return a request for P or B that pays what C2 says is due."""
        quote = self.c2(uuid, *items, **more).json()
        more.pop("headers", None)
        more = {"customer": PERSON, "totalPaymentDue": quote["totalPaymentDue"], **more}
        due = quote["totalPaymentDue"]
        if due.get("openBookingPrepayment", due.get("prepayment")) == f"{OPENACTIVE}Required":
            more.setdefault("payment", {"@type": "Payment", "identifier": "test-1"})
        return self.body(kind, *items, **more)

    def b(self, uuid: str, *items: Json, **more: Any) -> httpx.Response:
        body = self.order_body("Order", uuid, *items, **more)
        return self.send("PUT", f"orders/{uuid}", body, more.get("headers"))

    def cancel(self, uuid: str, *ids: str, headers: Json | None = None) -> httpx.Response:
        status = f"{OPENACTIVE}CustomerCancelled"
        items = [{"@type": "OrderItem", "@id": each, "orderItemStatus": status} for each in ids]
        return self.send("PATCH", f"orders/{uuid}", {"@type": "Order", "orderedItem": items}, headers)

    def act(self, action: str, kind: str, url: str) -> httpx.Response:
        body = {"@type": f"test:{action}SimulateAction", "object": {"@type": kind, "@id": url}}
        return self.send("POST", "test-interface/actions", body, {})

    def feed(self, url: str, headers: Json | None = None) -> list[Json]:
        """Return the items of a feed, read to its end."""
        items: list[Json] = []
        while True:
            page = self.client.get(url, headers=headers or {}).json()
            items += page["items"]
            if not page["items"]:
                assert page["next"] == url
                return items
            url = page["next"]

    def orders_feed(self, name: str = "orders-rpde", headers: Json | None = None) -> Json:
        items = self.feed(f"{self.api}/{name}", self.headers if headers is None else headers)
        return {item.get("id", item.get("@id")): item for item in items}

    def remaining(self, item: Json) -> int:
        """Return the capacity of an opportunity in its open feed."""
        feed = next(feed for path, feed in FEEDS.items() if f"/{path}/" in item["orderedItem"])
        items = self.feed(f"{self.origin}/feeds/{feed}")
        data = next(each["data"] for each in items if each.get("data", {}).get("@id") == item["orderedItem"])
        remaining: int = data["remainingUses" if feed.endswith("slots") else "remainingAttendeeCapacity"]
        return remaining


def uuid() -> str:
    return str(uuid4())


def eventually(probe: Callable[[], bool], seconds: float = 12) -> bool:
    """Return whether a probe holds before the time is up, or else just then."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if probe():
            return True
        time.sleep(0.1)
    return probe()
