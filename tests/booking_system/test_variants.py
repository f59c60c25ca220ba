"""Each variant differs in its way. A sample."""

import time
from collections.abc import Callable

import pytest

from booking_conformance.fixtures.booking_system.variants import VARIANTS

from .broker import Broker, booking_system, uuid
from .probes import booked, deleted, proposed


def _quote(broker: Broker) -> str:
    return broker.c1(uuid(), broker.opportunity("BookableNonFree")).text


def _slow(broker: Broker) -> bool:
    item = broker.opportunity()
    answers = [broker.client.get(f"{broker.origin}/feeds/scheduled-sessions").text]
    time.sleep(2.2)
    answers.append(str(broker.feed(f"{broker.origin}/feeds/scheduled-sessions")))
    return [item["orderedItem"] in answer for answer in answers] == [False, True]


def _repeat(broker: Broker) -> int:
    return broker.send("DELETE", f"orders/{deleted(broker)[0]}").status_code


def _hard(broker: Broker) -> bool:
    order, item, _ = booked(broker)
    assert broker.send("DELETE", f"orders/{order}").status_code == 204
    return broker.b(order, item).status_code == 201 and broker.c1(deleted(broker)[0], item).status_code == 500


def _reserves_nothing(broker: Broker) -> bool:
    item = broker.opportunity()
    quote = broker.c2(uuid(), item)
    return "lease" not in quote.json() and broker.remaining(item) == 20


def _anonymous_only(broker: Broker) -> bool:
    order, item = uuid(), broker.opportunity()
    first, second = broker.c1(order, item).json(), broker.c2(order, item).json()
    return "lease" in first and "lease" not in second and broker.remaining(item) == 19


def _one_a_page(broker: Broker) -> bool:
    page = broker.client.get(f"{broker.origin}/feeds/facility-uses").json()
    return len(page["items"]) == 1 and len(broker.feed(f"{broker.origin}/feeds/facility-uses")) > 5


def _change_numbers(broker: Broker) -> bool:
    url = f"{broker.origin}/feeds/slots"
    ids = [item["id"] for item in broker.feed(url)]
    return "afterChangeNumber" in broker.client.get(url).json()["next"] and len(ids) == len(set(ids))


DIFFERENCES: dict[str, Callable[[Broker], bool]] = {
    "b-200": lambda broker: broker.b(uuid(), broker.opportunity()).status_code == 200,
    "location-header": lambda broker: "Location" in broker.b(uuid(), broker.opportunity()).headers,
    "prices-as-text": lambda broker: '"price":"14.95"' in _quote(broker),
    "prices-as-decimals-with-trailing": lambda broker: '"price":14.95,' in _quote(broker),
    "without-tax-excluded-flag": lambda broker: "taxCalculationExcluded" not in _quote(broker),
    "extra-namespaced-properties": lambda broker: "ext:shelf" in _quote(broker),
    "deletion-repeat-404": lambda broker: _repeat(broker) == 404,
    "deletion-repeat-410": lambda broker: _repeat(broker) == 410,
    "hard-delete": _hard,
    "no-leasing": _reserves_nothing,
    "anonymous-leasing-only": _anonymous_only,
    "no-order-status": lambda broker: broker.send("GET", f"orders/{booked(broker)[0]}").status_code == 404,
    "one-item-a-page": _one_a_page,
    "change-number-feed": _change_numbers,
    "slow-feeds": _slow,
    "proposal-items-without-id": lambda broker: "@id" not in proposed(broker)[1]["orderedItem"][0],
    "auth-401-when-missing": lambda broker: broker.send("GET", "orders-rpde", None, {}).status_code == 401,
    "orders-feed-with-license": lambda broker: "license" in broker.send("GET", "orders-rpde").json(),
}


@pytest.mark.parametrize("variant", DIFFERENCES)
def test_the_variant_differs(variant: str) -> None:
    with booking_system("--variant", variant, "--lease-seconds", "60") as broker:
        assert DIFFERENCES[variant](broker)


@pytest.mark.parametrize("variant", sorted(set(VARIANTS) - {"refuses-all-cancellations", "slow-feeds"}))
def test_the_variant_books_cancels_and_deletes(variant: str) -> None:
    with booking_system("--variant", variant) as broker:
        order, item = uuid(), broker.opportunity("BookableNonFree")
        booking = broker.b(order, item, item)
        assert booking.status_code in {200, 201}, booking.text
        assert broker.cancel(order, booking.json()["orderedItem"][0]["@id"]).status_code == 204
        assert order in broker.orders_feed()
        assert broker.send("DELETE", f"orders/{order}").status_code == 204
        assert broker.orders_feed()[order]["state"] == "deleted"
        assert broker.remaining(item) == 20
