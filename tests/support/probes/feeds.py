"""Probes of faults in feeds."""

from tests.support.broker import Broker
from tests.support.probes.acts import booked, cancel_first, probe


@probe
def feed_leaks_other_partner(broker: Broker) -> bool:
    return cancel_first(broker)[0] in broker.orders_feed(headers=broker.secondary())


@probe
def feed_has_customer(broker: Broker) -> bool:
    order, _, _ = cancel_first(broker)
    return "customer" in broker.orders_feed()[order]["data"]


@probe
def feed_order_without_change(broker: Broker) -> bool:
    return booked(broker)[0] in broker.orders_feed()


@probe
def feed_wrong_order(broker: Broker) -> bool:
    items = broker.client.get(f"{broker.origin}/feeds/slots").json()["items"]
    return bool(items[0]["modified"] > items[-1]["modified"])


@probe
def feed_next_relative(broker: Broker) -> bool:
    return not broker.client.get(f"{broker.origin}/feeds/slots").json()["next"].startswith("http")
