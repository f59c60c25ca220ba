"""Probes of faults in B."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.support.broker import PERSON, Broker, Json, uuid
from tests.support.probes.acts import PAYMENT, booked, deleted, pay, probe, proposed


@probe
def b_overbooks_under_race(broker: Broker) -> bool:
    item = broker.opportunity("BookableOneSpace")
    orders = [uuid() for _ in range(4)]
    body = broker.order_body("Order", orders[0], item)
    broker.send("DELETE", f"order-quotes/{orders[0]}")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda order: broker.send("PUT", f"orders/{order}", body).status_code, orders))
    assert 201 in answers
    return answers.count(201) > 1


@probe
def b_ignores_total(broker: Broker) -> bool:
    wrong = {"@type": "PriceSpecification", "price": 1, "priceCurrency": "GBP"}
    return broker.b(uuid(), broker.opportunity("BookableNonFree"), totalPaymentDue=wrong).status_code == 201


@probe
def b_ignores_payment(broker: Broker) -> bool:
    return broker.b(uuid(), broker.opportunity("BookableFree"), payment=PAYMENT).status_code == 201


def _again(broker: Broker, document: Json, **more: Any) -> Any:
    lines = [
        {"orderedItem": item["orderedItem"], "acceptedOffer": item["acceptedOffer"]} for item in document["orderedItem"]
    ]
    supplied = {"customer": PERSON, "totalPaymentDue": document["totalPaymentDue"], "payment": PAYMENT}
    body = broker.body("Order", *more.pop("lines", lines), **{**supplied, **more})
    return broker.send("PUT", f"orders/{document['identifier']}", body)


@probe
def b_repeat_books_twice(broker: Broker) -> bool:
    _, item, document = booked(broker)
    assert _again(broker, document).status_code == 201
    return broker.remaining(item) == 18


@probe
def b_other_items_accepted(broker: Broker) -> bool:
    _, _, document = booked(broker)
    return bool(_again(broker, document, lines=[broker.opportunity("BookableNonFree")]).status_code == 201)


@probe
def b_other_customer_accepted(broker: Broker) -> bool:
    _, _, document = booked(broker)
    return bool(_again(broker, document, customer={**PERSON, "email": "x@example.com"}).status_code == 201)


@probe
def b_partial(broker: Broker) -> bool:
    order, full, good = uuid(), broker.opportunity("BookableNoSpaces"), broker.opportunity("BookableFree")
    due = {"@type": "PriceSpecification", "price": 0}
    body = broker.body("Order", full, good, customer=PERSON, totalPaymentDue=due)
    return broker.send("PUT", f"orders/{order}", body).status_code == 201


@probe
def b_takes_no_capacity(broker: Broker) -> bool:
    _, item, _ = booked(broker)
    return broker.remaining(item) == 20


@probe
def b_before_approval(broker: Broker) -> bool:
    order, proposal = proposed(broker)
    return broker.send("PUT", f"orders/{order}", pay(proposal["orderProposalVersion"])).status_code == 201


@probe
def deleted_uuid_can_be_booked(broker: Broker) -> bool:
    order, item = deleted(broker)
    body = broker.order_body("Order", uuid(), item)
    return broker.send("PUT", f"orders/{order}", body).status_code == 201


@probe
def deleted_uuid_c1_quotes(broker: Broker) -> bool:
    order, item = deleted(broker)
    return broker.c1(order, item).status_code == 200
