"""Probes of faults in Order Cancellation."""

from typing import Any

from tests.support.broker import Broker, uuid
from tests.support.probes.acts import cancel_first, probe, statuses


@probe
def cancels_omitted_items(broker: Broker) -> bool:
    return statuses(broker, cancel_first(broker)[0])[2] == "CustomerCancelled"


@probe
def cancels_next_item_too(broker: Broker) -> bool:
    return statuses(broker, cancel_first(broker)[0])[1] == "CustomerCancelled"


@probe
def cancellation_drops_access_of_omitted(broker: Broker) -> bool:
    order, _, _ = cancel_first(broker)
    return "accessCode" not in broker.send("GET", f"orders/{order}").json()["orderedItem"][1]


@probe
def cancellation_repeat_fails(broker: Broker) -> bool:
    order, _, document = cancel_first(broker)
    return broker.cancel(order, document["orderedItem"][0]["@id"]).status_code == 400


@probe
def cancellation_not_atomic(broker: Broker) -> bool:
    order, items = uuid(), [broker.opportunity("BookableFreeCancellable"), broker.opportunity("BookableNotCancellable")]
    document = broker.b(order, *items).json()
    assert broker.cancel(order, *(item["@id"] for item in document["orderedItem"])).status_code == 400
    return "CustomerCancelled" in statuses(broker, order)


@probe
def cancellation_keeps_capacity(broker: Broker) -> bool:
    return broker.remaining(cancel_first(broker)[1]) == 17


@probe
def cancellation_not_in_feed(broker: Broker) -> bool:
    return cancel_first(broker)[0] not in broker.orders_feed()


def _total_after_cancellation(broker: Broker) -> Any:
    order, _, _ = cancel_first(broker)
    return broker.send("GET", f"orders/{order}").json()["totalPaymentDue"]["price"]


@probe
def cancellation_raises_total(broker: Broker) -> bool:
    return bool(_total_after_cancellation(broker) > 44.85)


@probe
def cancellation_total_unchanged(broker: Broker) -> bool:
    return bool(_total_after_cancellation(broker) == 44.85)
