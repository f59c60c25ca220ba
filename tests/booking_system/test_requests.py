"""What is refused and how, and what is forgiven."""

from typing import Any

import pytest

from .broker import OPENACTIVE, PERSON, Broker, Json, uuid
from .probes import booked, proposed

ROLE = f"{OPENACTIVE}%s"


def kind(answer: Any) -> tuple[int, str]:
    body = answer.json()
    assert {"@context", "@type", "name", "description", "statusCode"} <= body.keys()
    assert body["statusCode"] == answer.status_code
    return answer.status_code, body["@type"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"@type": "Order"}, (500, "UnexpectedOrderTypeError")),
        ({"broker": None}, (400, "IncompleteBrokerDetailsError")),
        ({"broker": {"@type": "Organization"}}, (400, "IncompleteBrokerDetailsError")),
        ({"broker": 5}, (400, "IncompleteBrokerDetailsError")),
        ({"brokerRole": ROLE % "NoBroker"}, (400, "IncompleteBrokerDetailsError")),
        ({"customer": None}, (400, "IncompleteCustomerDetailsError")),
        ({"customer": {"@type": "Person"}}, (400, "IncompleteCustomerDetailsError")),
        ({"customer": {"@type": "Organization", "email": "a@example.com"}}, (400, "IncompleteCustomerDetailsError")),
        ({"customer": "you"}, (400, "IncompleteCustomerDetailsError")),
        ({"seller": "https://example.com/nobody"}, (500, "SellerNotFoundError")),
        ({"seller": 7}, (400, "OpenBookingError")),
        ({"orderedItem": []}, (400, "OpenBookingError")),
        ({"orderedItem": "x"}, (400, "OpenBookingError")),
        ({"orderedItem": [None]}, (400, "OpenBookingError")),
        ({"orderedItem": [{"@type": "OrderItem"}]}, (400, "OpenBookingError")),
        ({"payment": []}, (400, "OpenBookingError")),
    ],
)
def test_c2_refuses(system: Broker, change: Json, expected: tuple[int, str]) -> None:
    body = {**system.body("OrderQuote", system.opportunity(), customer=PERSON), **change}
    body = {name: value for name, value in body.items() if value is not None}
    assert kind(system.send("PUT", f"order-quotes/{uuid()}", body)) == expected


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"\xff", b'{"a": NaN}', b"[" * 100_000, b'"x"', b"5"])
@pytest.mark.parametrize("path", ["order-quote-templates", "order-quotes", "orders", "order-proposals"])
def test_nonsense_is_a_400(system: Broker, raw: bytes, path: str) -> None:
    answer = system.client.put(f"{system.api}/{path}/{uuid()}", content=raw, headers=system.headers)
    assert kind(answer)[0] == 400


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"orderedItem": None}, "IncompleteOrderItemError"),
        ({"acceptedOffer": None}, "IncompleteOrderItemError"),
        ({"acceptedOffer": {"@type": "Offer"}}, "IncompleteOrderItemError"),
        ({"orderedItem": "https://example.com/1"}, "InvalidOpportunityOrOfferIdError"),
        ({"acceptedOffer": {"@id": " "}}, "InvalidOpportunityOrOfferIdError"),
        ({"acceptedOffer": "%s/api/identifiers/session-series/99999#/offers/0"}, "UnknownOfferError"),
        ({"acceptedOffer": "%s/api/identifiers/session-series/1#/offers/0"}, "UnacceptableOfferError"),
        (
            {"orderedItem": "%s/api/identifiers/session-series/1/scheduled-sessions/99999"},
            "UnknownOpportunityError",
        ),
    ],
)
def test_item_errors(system: Broker, item: Json, expected: str) -> None:
    change = {
        name: value.replace("%s", system.origin) if isinstance(value, str) else value for name, value in item.items()
    }
    good = system.opportunity()
    answer = system.c1(uuid(), {**good, **change}, good)
    assert answer.status_code == 409
    first, second = answer.json()["orderedItem"]
    assert expected in [error["@type"] for error in first["error"]]
    assert "error" not in second


def test_items_of_two_sellers_do_not_mix(system: Broker) -> None:
    own, foreign = system.opportunity(), system.opportunity(seller="secondary")
    assert kind(system.c1(uuid(), own, foreign)) == (500, "SellerMismatchError")
    header = {**system.headers, **system.settings["sellers"]["primary"]["headers"]}
    assert kind(system.c1(uuid(), foreign, seller="secondary", headers=header)) == (
        401,
        "InvalidAuthorizationDetailsError",
    )


@pytest.mark.parametrize(
    ("criterion", "change", "expected"),
    [
        ("BookableNonFree", {"payment": None}, (400, "MissingPaymentDetailsError")),
        ("BookableNonFree", {"payment": {"@type": "Payment"}}, (400, "IncompletePaymentDetailsError")),
        ("BookableFree", {"payment": {"identifier": "x"}}, (400, "UnnecessaryPaymentDetailsError")),
        (
            "BookableNonFreePrepaymentUnavailable",
            {"payment": {"identifier": "x"}},
            (400, "UnnecessaryPaymentDetailsError"),
        ),
        ("BookableNonFree", {"totalPaymentDue": {"price": 15}}, (400, "TotalPaymentDueMismatchError")),
        ("BookableNonFree", {"totalPaymentDue": {"price": "nonsense"}}, (400, "TotalPaymentDueMismatchError")),
        ("BookableNoSpaces", {}, (409, "OpportunityHasInsufficientCapacityError")),
        ("BookableInPast", {}, (409, "UnableToProcessOrderItemError")),
    ],
)
def test_b_refuses(system: Broker, criterion: str, change: Json, expected: tuple[int, str]) -> None:
    order, item = uuid(), system.opportunity(criterion)
    body = {**system.order_body("Order", order, item), **change}
    body = {name: value for name, value in body.items() if value is not None}
    assert kind(system.send("PUT", f"orders/{order}", body)) == expected
    assert system.send("GET", f"orders/{order}").json()["@type"] in {"OrderQuote", "UnknownOrderError"}


def test_forgiven_forms(system: Broker) -> None:
    order, item = uuid(), system.opportunity("BookableNonFree")
    lines = [{"@type": "OrderItem", "position": position, **item, "ext:probe": "x"} for position in (700, 3, 12)]
    lines[0] |= {name: {"@type": "Thing", "@id": url} for name, url in item.items()}
    seller = {"@type": "Organization", "@id": system.settings["sellers"]["primary"]["id"], "name": "Anything"}
    due = {"@type": "PriceSpecification", "price": "44.850", "priceCurrency": "GBP"}
    payment = {"@type": "Payment", "identifier": "test"}
    more = {"@context": [OPENACTIVE], "seller": seller, "ext:probe": 1, "nonsense": {}, "orderedItem": lines}
    body = {**system.body("Order", customer=PERSON, totalPaymentDue=due, payment=payment), **more}
    answer = system.send("PUT", f"orders/{order.upper()}", body)
    assert answer.status_code == 201, answer.text
    assert [line["position"] for line in answer.json()["orderedItem"]] == [700, 3, 12]
    assert "probe" not in answer.text
    assert answer.json()["@id"] == f"{system.api}/orders/{order}"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"orderNumber": "x"}, (400, "PatchContainsExcessivePropertiesError")),
        ({"@id": "excessive"}, (400, "PatchContainsExcessivePropertiesError")),
        ({"ext:reason": "x"}, (204, "")),
        ({"@type": "OrderQuote"}, (500, "UnexpectedOrderTypeError")),
        ({"orderedItem": []}, (400, "OpenBookingError")),
    ],
)
def test_patch_of_an_order(system: Broker, change: Json, expected: tuple[int, str]) -> None:
    order, _, document = booked(system)
    item = {"@id": document["orderedItem"][0]["@id"], "orderItemStatus": f"{OPENACTIVE}CustomerCancelled"}
    answer = system.send("PATCH", f"orders/{order}", {"@type": "Order", "orderedItem": [item], **change})
    assert ((204, "") if answer.status_code == 204 else kind(answer)) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"orderItemStatus": f"{OPENACTIVE}OrderItemConfirmed"}, (400, "PatchNotAllowedOnPropertyError")),
        ({"position": 1}, (400, "PatchContainsExcessivePropertiesError")),
        ({"@id": "https://example.com/1"}, (500, "OrderItemIdInvalidError")),
    ],
)
def test_patch_of_an_item(system: Broker, change: Json, expected: tuple[int, str]) -> None:
    order, _, document = booked(system)
    item = {"@id": document["orderedItem"][0]["@id"], "orderItemStatus": f"{OPENACTIVE}CustomerCancelled", **change}
    assert kind(system.send("PATCH", f"orders/{order}", {"@type": "Order", "orderedItem": [item]})) == expected


def test_items_of_other_orders_are_not_cancelled(system: Broker) -> None:
    order, _, _ = booked(system)
    _, _, other = booked(system)
    foreign = other["orderedItem"][0]["@id"]
    assert kind(system.cancel(order, foreign)) == (500, "OrderItemNotWithinOrderError")
    assert kind(system.cancel(uuid(), foreign)) == (500, "OrderItemNotWithinOrderError")
    assert kind(system.cancel(uuid(), "https://example.com/1")) == (404, "UnknownOrderError")
    assert kind(system.cancel(order, foreign, headers=system.secondary())) == (404, "UnknownOrderError")


@pytest.mark.parametrize("criterion", ["BookableNotCancellable", "BookableCancellableOutsideWindow"])
def test_refused_cancellations_say_why(system: Broker, criterion: str) -> None:
    order, _, document = booked(system, 1, criterion)
    answer = system.cancel(order, document["orderedItem"][0]["@id"])
    assert kind(answer) == (400, "CancellationNotPermittedError")


def test_a_proposal_is_patched_with_care(system: Broker) -> None:
    order, _ = proposed(system)
    note = {"@type": "OrderProposal", "orderCustomerNote": "See you"}
    assert system.send("PATCH", f"order-proposals/{order}", {**note, "ext:mood": "good"}).status_code == 204
    assert kind(system.send("PATCH", f"order-proposals/{uuid()}", note)) == (404, "UnknownOrderError")
    assert kind(system.send("PATCH", f"order-proposals/{order}", {**note, "@id": "x"})) == (
        400,
        "PatchContainsExcessivePropertiesError",
    )


@pytest.mark.parametrize(
    ("method", "path", "headers", "expected"),
    [
        ("GET", "ordeeeeers/abc", None, (404, "UnknownOrIncorrectEndpointError")),
        ("DELETE", "order-quotes/abc", None, (404, "UnknownOrIncorrectEndpointError")),
        ("POST", "orders/00000000-0000-4000-8000-000000000000", None, (405, "MethodNotAllowedError")),
        ("DELETE", "orders/00000000-0000-4000-8000-000000000000", None, (404, "UnknownOrderError")),
        ("GET", "orders/00000000-0000-4000-8000-000000000000", None, (404, "UnknownOrderError")),
        ("GET", "orders-rpde", {}, (403, "NoAPITokenError")),
        ("GET", "orders-rpde", {"X-Api-Key": "wrong"}, (401, "InvalidAPITokenError")),
        ("GET", "orders-rpde", {"Authorization": "Basic eDp5"}, (401, "InvalidAPITokenError")),
        ("GET", "orders-rpde?afterTimestamp=x", None, (400, "OpenBookingError")),
    ],
)
def test_endpoints(system: Broker, method: str, path: str, headers: Json | None, expected: tuple[int, str]) -> None:
    answer = system.send(method, path, None, headers)
    assert kind(answer) == expected
    assert answer.headers["Content-Type"] == "application/vnd.openactive.booking+json; version=1"


def test_partners_do_not_meet(system: Broker) -> None:
    order, item, _ = booked(system)
    other = system.secondary()
    assert system.send("GET", f"orders/{order}", None, other).status_code == 404
    assert system.b(order, item, headers=other).status_code == 201
    assert system.remaining(item) == 18


def test_resellers_and_sellers_without_broker(system: Broker) -> None:
    item = system.opportunity("BookableNonFree")
    reseller = system.c2(uuid(), item, customer=None, brokerRole=ROLE % "ResellerBroker").json()
    assert reseller["taxCalculationExcluded"] is True
    assert "totalPaymentTax" not in reseller
    alone = system.c2(uuid(), item, broker=None, brokerRole=ROLE % "NoBroker")
    assert alone.status_code == 200
    assert "broker" not in alone.json()


def test_details_are_asked_for_and_checked(system: Broker) -> None:
    item = system.opportunity("BookableAdditionalDetails")
    fields = system.c1(uuid(), item).json()["orderedItem"][0]["orderItemIntakeForm"]
    wrong = [{"@type": "PropertyValue", "propertyID": fields[2]["@id"], "value": "200"}]
    errors = system.c2(uuid(), {**item, "orderItemIntakeFormResponse": wrong}).json()["orderedItem"][0]["error"]
    assert {(error["@type"], error["instance"]) for error in errors} == {
        ("IncompleteIntakeFormError", fields[0]["@id"]),
        ("InvalidIntakeFormError", fields[2]["@id"]),
    }


@pytest.mark.parametrize("criterion", ["BookableFreePrepaymentRequired", "Nonsense"])
def test_criteria_that_cannot_be_met(system: Broker, criterion: str) -> None:
    body = {"@type": "Slot", "test:testOpportunityCriteria": f"test:TestOpportunity{criterion}"}
    assert kind(system.send("POST", "test-interface/datasets/tests/opportunities", body, {}))[0] == 400
