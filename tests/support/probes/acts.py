"""What probes have in common: how they are declared, and what they do first."""

from collections.abc import Callable

from tests.support.broker import OPENACTIVE, Broker, Json, uuid

Probe = Callable[[Broker], bool]
PROBES: dict[str, Probe] = {}
ANSWERS = [
    {"@type": "PropertyValue", "propertyID": "https://example.com/fields/experience", "value": "None"},
    {"@type": "PropertyValue", "propertyID": "https://example.com/fields/age", "value": "30+"},
]
PAYMENT = {"@type": "Payment", "identifier": "test-1", "name": "Points"}


def probe(function: Probe) -> Probe:
    PROBES[function.__name__.replace("_", "-")] = function
    return function


def booked(broker: Broker, count: int = 1, criterion: str = "BookableNonFree") -> tuple[str, Json, Json]:
    """Book some spaces of a new opportunity; return Order UUID, opportunity and Order."""
    order, item = uuid(), broker.opportunity(criterion)
    answer = broker.b(order, *[item] * count)
    assert answer.status_code == 201, answer.text
    return order, item, answer.json()


def proposed(broker: Broker, criterion: str = "BookableNonFree") -> tuple[str, Json]:
    order = uuid()
    body = broker.order_body("OrderProposal", order, broker.opportunity(criterion, flow="Approval"))
    answer = broker.send("PUT", f"order-proposals/{order}", body)
    assert answer.status_code == 201, answer.text
    return order, answer.json()


def pay(version: str | None) -> Json:
    return {"@type": "Order", "orderProposalVersion": version, "payment": PAYMENT}


def deleted(broker: Broker) -> tuple[str, Json]:
    """Book, cancel one of two, delete; return Order UUID and opportunity."""
    order, item, document = booked(broker, 2)
    assert broker.cancel(order, document["orderedItem"][0]["@id"]).status_code == 204
    assert broker.send("DELETE", f"orders/{order}").status_code == 204
    return order, item


def statuses(broker: Broker, order: str) -> list[str]:
    items = broker.send("GET", f"orders/{order}").json()["orderedItem"]
    return [item["orderItemStatus"].removeprefix(OPENACTIVE) for item in items]


def cancel_first(broker: Broker, count: int = 3) -> tuple[str, Json, Json]:
    order, item, document = booked(broker, count)
    assert broker.cancel(order, document["orderedItem"][0]["@id"]).status_code == 204
    return order, item, document
