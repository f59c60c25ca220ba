"""One probe a fault: does the booking system misbehave in this way? No on a plain system, yes with the fault."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any

from tests.support.broker import OPENACTIVE, PERSON, Broker, Json, eventually, uuid

Probe = Callable[[Broker], bool]
PROBES: dict[str, Probe] = {}
_ANSWERS = [
    {"@type": "PropertyValue", "propertyID": "https://example.com/fields/experience", "value": "None"},
    {"@type": "PropertyValue", "propertyID": "https://example.com/fields/age", "value": "30+"},
]
_PAYMENT = {"@type": "Payment", "identifier": "test-1", "name": "Points"}


def probe(function: Probe) -> Probe:
    PROBES[function.__name__.replace("_", "-")] = function
    return function


def booked(broker: Broker, count: int = 1, criterion: str = "BookableNonFree") -> tuple[str, Json, Json]:
    """Book some spaces of a new opportunity; return Order UUID, opportunity and Order."""
    order, item = uuid(), broker.opportunity(criterion)
    answer = broker.b(order, *[item] * count)
    assert answer.status_code == 201, answer.text
    return order, item, answer.json()


def proposed(broker: Broker) -> tuple[str, Json]:
    order = uuid()
    body = broker.order_body("OrderProposal", order, broker.opportunity("BookableNonFree", flow="Approval"))
    answer = broker.send("PUT", f"order-proposals/{order}", body)
    assert answer.status_code == 201, answer.text
    return order, answer.json()


def pay(version: str | None) -> Json:
    return {"@type": "Order", "orderProposalVersion": version, "payment": _PAYMENT}


def deleted(broker: Broker) -> tuple[str, Json]:
    """Book, cancel one of two, delete; return Order UUID and opportunity."""
    order, item, document = booked(broker, 2)
    assert broker.cancel(order, document["orderedItem"][0]["@id"]).status_code == 204
    assert broker.send("DELETE", f"orders/{order}").status_code == 204
    return order, item


def statuses(broker: Broker, order: str) -> list[str]:
    items = broker.send("GET", f"orders/{order}").json()["orderedItem"]
    return [item["orderItemStatus"].removeprefix(OPENACTIVE) for item in items]


# quotes


@probe
def c1_echoes_customer(broker: Broker) -> bool:
    return "customer" in broker.c1(uuid(), broker.opportunity(), customer=PERSON).json()


@probe
def c1_echoes_attendee(broker: Broker) -> bool:
    item = {**broker.opportunity(), "attendee": PERSON}
    return "attendee" in broker.c1(uuid(), item).json()["orderedItem"][0]


@probe
def c1_echoes_intake_response(broker: Broker) -> bool:
    item = {**broker.opportunity("BookableAdditionalDetails"), "orderItemIntakeFormResponse": _ANSWERS}
    return "orderItemIntakeFormResponse" in broker.c1(uuid(), item).json()["orderedItem"][0]


@probe
def c1_echoes_payment_identifier(broker: Broker) -> bool:
    return "identifier" in broker.c1(uuid(), broker.opportunity("BookableNonFree"), payment=_PAYMENT).json()["payment"]


@probe
def c2_echoes_payment_identifier(broker: Broker) -> bool:
    return "identifier" in broker.c2(uuid(), broker.opportunity("BookableNonFree"), payment=_PAYMENT).json()["payment"]


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
    assert broker.remaining(item) == 0
    return not eventually(lambda: broker.remaining(item) == 1, 4)


@probe
def lease_expires_in_past(broker: Broker) -> bool:
    answer = broker.c1(uuid(), broker.opportunity())
    now = parsedate_to_datetime(answer.headers["Date"])
    return datetime.fromisoformat(answer.json()["lease"]["leaseExpires"]) < now


# OrderQuote Deletion


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


# B


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
    return broker.b(uuid(), broker.opportunity("BookableFree"), payment=_PAYMENT).status_code == 201


def _again(broker: Broker, document: Json, **more: Any) -> Any:
    lines = [
        {"orderedItem": item["orderedItem"], "acceptedOffer": item["acceptedOffer"]} for item in document["orderedItem"]
    ]
    supplied = {"customer": PERSON, "totalPaymentDue": document["totalPaymentDue"], "payment": _PAYMENT}
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


# money


@probe
def total_off_by_penny_second_item(broker: Broker) -> bool:
    item = broker.opportunity("BookableNonFree")
    assert broker.c1(uuid(), item).json()["totalPaymentDue"]["price"] == 14.95
    return bool(broker.c1(uuid(), item, item).json()["totalPaymentDue"]["price"] != 29.9)


@probe
def tax_off_by_penny(broker: Broker) -> bool:
    quote = broker.c1(uuid(), broker.opportunity("BookableNonFree")).json()
    return Decimal(str(quote["totalPaymentTax"][0]["price"])) != Decimal("2.49")


# Order Cancellation


def _cancel_first(broker: Broker, count: int = 3) -> tuple[str, Json, Json]:
    order, item, document = booked(broker, count)
    assert broker.cancel(order, document["orderedItem"][0]["@id"]).status_code == 204
    return order, item, document


@probe
def cancels_omitted_items(broker: Broker) -> bool:
    return statuses(broker, _cancel_first(broker)[0])[2] == "CustomerCancelled"


@probe
def cancels_next_item_too(broker: Broker) -> bool:
    return statuses(broker, _cancel_first(broker)[0])[1] == "CustomerCancelled"


@probe
def cancellation_drops_access_of_omitted(broker: Broker) -> bool:
    order, _, _ = _cancel_first(broker)
    return "accessCode" not in broker.send("GET", f"orders/{order}").json()["orderedItem"][1]


@probe
def cancellation_repeat_fails(broker: Broker) -> bool:
    order, _, document = _cancel_first(broker)
    return broker.cancel(order, document["orderedItem"][0]["@id"]).status_code == 400


@probe
def cancellation_not_atomic(broker: Broker) -> bool:
    order, items = uuid(), [broker.opportunity("BookableFreeCancellable"), broker.opportunity("BookableNotCancellable")]
    document = broker.b(order, *items).json()
    assert broker.cancel(order, *(item["@id"] for item in document["orderedItem"])).status_code == 400
    return "CustomerCancelled" in statuses(broker, order)


@probe
def cancellation_keeps_capacity(broker: Broker) -> bool:
    return broker.remaining(_cancel_first(broker)[1]) == 17


@probe
def cancellation_not_in_feed(broker: Broker) -> bool:
    return _cancel_first(broker)[0] not in broker.orders_feed()


def _total_after_cancellation(broker: Broker) -> Any:
    order, _, _ = _cancel_first(broker)
    return broker.send("GET", f"orders/{order}").json()["totalPaymentDue"]["price"]


@probe
def cancellation_raises_total(broker: Broker) -> bool:
    return bool(_total_after_cancellation(broker) > 44.85)


@probe
def cancellation_total_unchanged(broker: Broker) -> bool:
    return bool(_total_after_cancellation(broker) == 44.85)


# Order Deletion


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


# feeds


@probe
def feed_leaks_other_partner(broker: Broker) -> bool:
    return _cancel_first(broker)[0] in broker.orders_feed(headers=broker.secondary())


@probe
def feed_has_customer(broker: Broker) -> bool:
    order, _, _ = _cancel_first(broker)
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


# access


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


# proposals


@probe
def p_not_awaiting(broker: Broker) -> bool:
    return bool(proposed(broker)[1]["orderProposalStatus"] != f"{OPENACTIVE}AwaitingSellerConfirmation")


@probe
def p_without_version(broker: Broker) -> bool:
    return "orderProposalVersion" not in proposed(broker)[1]


@probe
def old_proposal_version_accepted(broker: Broker) -> bool:
    order, proposal = proposed(broker)
    assert broker.act("SellerAmendOrderProposal", "OrderProposal", proposal["@id"]).status_code == 204
    return broker.send("PUT", f"orders/{order}", pay(proposal["orderProposalVersion"])).status_code == 201


def _patch(broker: Broker, **more: Any) -> int:
    order, _ = proposed(broker)
    return broker.send("PATCH", f"order-proposals/{order}", {"@type": "OrderProposal", **more}).status_code


@probe
def customer_reject_other_value_accepted(broker: Broker) -> bool:
    return _patch(broker, orderProposalStatus=f"{OPENACTIVE}SellerAccepted") == 204


@probe
def proposal_excess_property_accepted(broker: Broker) -> bool:
    return _patch(broker, orderProposalStatus=f"{OPENACTIVE}CustomerRejected", orderNumber="x") == 204
