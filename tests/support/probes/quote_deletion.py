"""Probes of faults in OrderQuote Deletion."""

from tests.support.broker import PERSON, Broker, uuid
from tests.support.probes.acts import booked, probe


def _quote_deletion(broker: Broker, order: str) -> int:
    return broker.send("DELETE", f"order-quotes/{order}").status_code


@probe
def quote_deletion_unknown_404(broker: Broker) -> bool:
    return _quote_deletion(broker, uuid()) == 404


@probe
def quote_deletion_repeat_404(broker: Broker) -> bool:
    order = uuid()
    broker.c2(order, broker.opportunity())
    assert _quote_deletion(broker, order) == 204
    return _quote_deletion(broker, order) == 404


@probe
def quote_deletion_with_body(broker: Broker) -> bool:
    return broker.send("DELETE", f"order-quotes/{uuid()}").content != b""


@probe
def quote_deletion_keeps_lease(broker: Broker) -> bool:
    order, item = uuid(), broker.opportunity()
    broker.c2(order, item)
    _quote_deletion(broker, order)
    return broker.remaining(item) == 19


@probe
def quote_deletion_deletes_order(broker: Broker) -> bool:
    order, _, _ = booked(broker)
    assert _quote_deletion(broker, order) == 204
    return broker.send("GET", f"orders/{order}").status_code == 404


@probe
def quote_deletion_releases_foreign_lease(broker: Broker) -> bool:
    order, item = uuid(), broker.opportunity()
    broker.c2(order, item)
    assert broker.send("DELETE", f"order-quotes/{order}", None, broker.secondary()).status_code == 204
    return broker.remaining(item) == 20


@probe
def quote_deletion_blocks_uuid(broker: Broker) -> bool:
    order, item = uuid(), broker.opportunity()
    broker.c2(order, item)
    _quote_deletion(broker, order)
    return broker.c1(order, item).status_code == 500


@probe
def personal_data_kept_after_quote_deletion(broker: Broker) -> bool:
    order = uuid()
    broker.c2(order, broker.opportunity())
    _quote_deletion(broker, order)
    return PERSON["email"] in broker.send("GET", f"order-quotes/{order}").text
