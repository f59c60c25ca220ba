"""Probes of faults in money."""

from decimal import Decimal

from tests.support.broker import Broker, uuid
from tests.support.probes.acts import probe


@probe
def total_off_by_penny_second_item(broker: Broker) -> bool:
    item = broker.opportunity("BookableNonFree")
    assert broker.c1(uuid(), item).json()["totalPaymentDue"]["price"] == 14.95
    return bool(broker.c1(uuid(), item, item).json()["totalPaymentDue"]["price"] != 29.9)


@probe
def tax_off_by_penny(broker: Broker) -> bool:
    quote = broker.c1(uuid(), broker.opportunity("BookableNonFree")).json()
    return Decimal(str(quote["totalPaymentTax"][0]["price"])) != Decimal("2.49")
