"""Probes of faults in access."""

from tests.support.broker import Broker
from tests.support.probes.acts import booked, probe


@probe
def no_auth_needed(broker: Broker) -> bool:
    return broker.send("GET", "orders-rpde", None, {}).status_code == 200


@probe
def wrong_auth_accepted(broker: Broker) -> bool:
    return broker.send("GET", "orders-rpde", None, {"Authorization": "Bearer nonsense"}).status_code == 200


@probe
def partner_can_read_foreign_order(broker: Broker) -> bool:
    return broker.send("GET", f"orders/{booked(broker)[0]}", None, broker.secondary()).status_code == 200


@probe
def partner_can_cancel_foreign_order(broker: Broker) -> bool:
    order, _, document = booked(broker)
    return broker.cancel(order, document["orderedItem"][0]["@id"], headers=broker.secondary()).status_code == 204


@probe
def partner_can_delete_foreign_order(broker: Broker) -> bool:
    return broker.send("DELETE", f"orders/{booked(broker)[0]}", None, broker.secondary()).status_code == 204


@probe
def uuid_global_across_partners(broker: Broker) -> bool:
    order, item, _ = booked(broker)
    return broker.c1(order, item, headers=broker.secondary()).status_code == 500
