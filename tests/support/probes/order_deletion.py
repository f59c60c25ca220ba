"""Probes of faults in Order Deletion."""

from tests.support.broker import PERSON, Broker, uuid
from tests.support.probes.acts import deleted, probe


@probe
def order_deletion_repeat_revives(broker: Broker) -> bool:
    order, _ = deleted(broker)
    broker.send("DELETE", f"orders/{order}")
    return broker.send("GET", f"orders/{order}").status_code == 200


@probe
def order_deletion_unknown_204(broker: Broker) -> bool:
    return broker.send("DELETE", f"orders/{uuid()}").status_code == 204


@probe
def order_deletion_not_in_feed(broker: Broker) -> bool:
    order, _ = deleted(broker)
    return bool(broker.orders_feed()[order]["state"] == "updated")


@probe
def order_deletion_keeps_personal_data(broker: Broker) -> bool:
    return PERSON["email"] in broker.send("GET", f"orders/{deleted(broker)[0]}").text


@probe
def order_deletion_keeps_capacity(broker: Broker) -> bool:
    return broker.remaining(deleted(broker)[1]) < 20
