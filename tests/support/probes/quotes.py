"""Probes of faults in quotes."""

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from tests.support.broker import PERSON, Broker, eventually, uuid
from tests.support.probes.acts import ANSWERS, PAYMENT, probe


@probe
def c1_echoes_customer(broker: Broker) -> bool:
    return "customer" in broker.c1(uuid(), broker.opportunity(), customer=PERSON).json()


@probe
def c1_echoes_attendee(broker: Broker) -> bool:
    item = {**broker.opportunity(), "attendee": PERSON}
    return "attendee" in broker.c1(uuid(), item).json()["orderedItem"][0]


@probe
def c1_echoes_intake_response(broker: Broker) -> bool:
    item = {**broker.opportunity("BookableAdditionalDetails"), "orderItemIntakeFormResponse": ANSWERS}
    return "orderItemIntakeFormResponse" in broker.c1(uuid(), item).json()["orderedItem"][0]


@probe
def c1_echoes_payment_identifier(broker: Broker) -> bool:
    return "identifier" in broker.c1(uuid(), broker.opportunity("BookableNonFree"), payment=PAYMENT).json()["payment"]


@probe
def c2_echoes_payment_identifier(broker: Broker) -> bool:
    return "identifier" in broker.c2(uuid(), broker.opportunity("BookableNonFree"), payment=PAYMENT).json()["payment"]


def _capacity_is_lost(broker: Broker, quote: Callable[..., Any]) -> bool:
    order, item = uuid(), broker.opportunity()
    assert quote(order, item).status_code == 200
    broker.send("DELETE", f"order-quotes/{order}")
    return broker.remaining(item) != 20


@probe
def c1_takes_capacity(broker: Broker) -> bool:
    return _capacity_is_lost(broker, broker.c1)


@probe
def c2_takes_capacity(broker: Broker) -> bool:
    return _capacity_is_lost(broker, broker.c2)


@probe
def c1_creates_order_in_feed(broker: Broker) -> bool:
    order = uuid()
    broker.c1(order, broker.opportunity())
    return order in broker.orders_feed()


@probe
def lease_not_released_on_expiry(broker: Broker) -> bool:
    item = broker.opportunity("BookableOneSpace")
    assert broker.c2(uuid(), item).status_code == 200
    return not eventually(lambda: broker.remaining(item) == 1, 4)


@probe
def lease_expires_in_past(broker: Broker) -> bool:
    answer = broker.c1(uuid(), broker.opportunity())
    now = parsedate_to_datetime(answer.headers["Date"])
    return datetime.fromisoformat(answer.json()["lease"]["leaseExpires"]) < now
