"""Each schema accepts a full document, and refuses it as soon as something required is gone or wrong."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from booking_conformance.specification.messages.message_schemas import message_names, violations
from booking_conformance.specification.messages.schema_keywords import MessageValidator
from booking_conformance.specification.messages.schema_registry import definition, registry, schemas
from booking_conformance.specification.messages.violation import shortened
from tests.support.documents import DOCUMENTS

Place = tuple[str | int, ...]


def _required(schema: dict[str, Any], value: Any, at: Place = ()) -> Iterator[Place]:
    """Yield the place of each property that a schema requires of a value, as far as the value leads."""
    if isinstance(value, dict):
        yield from ((*at, name) for name in schema.get("required", ()))
        for name, part in schema.get("properties", {}).items():
            if name in value:
                yield from _required(part, value[name], (*at, name))
    if isinstance(value, list) and "items" in schema:
        for index, entry in enumerate(value):
            yield from _required(schema["items"], entry, (*at, index))
    for part in _applied(schema, value):
        yield from _required(part, value, at)


def _applied(schema: dict[str, Any], value: Any) -> Iterator[dict[str, Any]]:
    if "$ref" in schema:
        yield definition(schema["$ref"])
    yield from schema.get("allOf", ())
    if "if" in schema:
        holds = MessageValidator(schema["if"], registry=registry()).is_valid(value)
        yield schema.get("then" if holds else "else", {})


def _without(document: Any, place: Place) -> Any:
    changed = json.loads(json.dumps(document))
    holder = changed
    for step in place[:-1]:
        holder = holder[step]
    del holder[place[-1]]
    return changed


def _with(document: Any, place: Place, value: Any) -> Any:
    changed = json.loads(json.dumps(document))
    holder = changed
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    return changed


def _pointer(place: Place) -> str:
    return "".join(f"/{step}" for step in place)


REQUIRED = sorted(
    {(message, place) for message, document in DOCUMENTS.items() for place in _required(schemas()[message], document)},
    key=repr,
)


def test_every_message_has_a_document():
    assert sorted(DOCUMENTS) == sorted(message_names())


@pytest.mark.parametrize("name", sorted(schemas()))
def test_schema_is_a_schema(name):
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("message", sorted(DOCUMENTS))
def test_document_is_accepted(message):
    assert violations(message, DOCUMENTS[message]) == []


@pytest.mark.parametrize(
    ("message", "place"), REQUIRED, ids=lambda each: each if isinstance(each, str) else _pointer(each)
)
def test_document_without_a_required_property_is_refused(message, place):
    found = violations(message, _without(DOCUMENTS[message], place))
    assert (_pointer(place), "nothing") in {(each.pointer, each.got) for each in found}


def test_the_messages_require_enough_for_the_above_to_mean_something():
    assert len(REQUIRED) > 500


WRONG = [
    ("order-quote", ("@type",), "Order", '"OrderQuote"'),
    ("order-quote", ("orderRequiresApproval",), "false", "true or false"),
    ("order-quote", ("brokerRole",), "AgentBroker", "one of https://openactive.io/AgentBroker"),
    ("order-quote", ("lease", "leaseExpires"), "2026-01-31T10:00:00", "a date-time with an offset"),
    ("order-quote", ("seller", "taxMode"), "https://openactive/TaxNet", "one of https://openactive.io/TaxGross"),
    ("order-quote", ("seller", "address", "addressCountry"), "UK", "an ISO 3166-1"),
    ("order-quote", ("totalPaymentDue", "price"), "12,00", 'a number, or a decimal text such as "5.00"'),
    ("order-quote", ("totalPaymentDue", "price"), float("nan"), "a number, or"),
    ("order-quote", ("totalPaymentDue", "priceCurrency"), "gbp", "an ISO 4217"),
    ("order-quote", ("orderedItem",), {}, "an array"),
    ("order-quote", ("orderedItem", 0), "https://booking.example/1", "an object"),
    ("order-quote", ("orderedItem", 0, "position"), "0", "an integer"),
    ("order-quote", ("orderedItem", 0, "orderedItem"), "https://booking.example/1", "an object"),
    ("order-quote", ("orderedItem", 0, "acceptedOffer", "latestCancellationBeforeStartDate"), "1D", "an ISO 8601"),
    ("order-quote", ("orderedItem", 0, "orderedItem", "startDate"), "2026-02-01", "a date-time with an offset"),
    ("order-quote", ("orderedItem", 0, "orderedItem", "remainingAttendeeCapacity"), -1, "0 or more"),
    ("order-quote", ("orderedItem", 0, "orderItemIntakeForm", 0, "@type"), "PropertyValueSpecification", "one of"),
    ("order", ("@id",), f"/api/orders/{1}", "an absolute URI"),
    ("order", ("customer", "email"), "someone", "an e-mail address"),
    ("order", ("orderedItem", 0, "orderItemStatus"), "https://openactive.io/OrderConfirmed", "one of"),
    ("order-proposal", ("orderProposalStatus",), [], "an array of at least 1"),
    ("orders-feed-page", ("items", 0, "state"), "UPDATED", "one of updated, deleted"),
    ("orders-feed-page", ("items", 0, "data", "identifier"), "7", "a UUID"),
    ("rpde-page", ("next",), "/feed?afterChangeNumber=8", "an absolute URI"),
    ("error", ("statusCode",), "409", "an integer"),
]


@pytest.mark.parametrize(("message", "place", "value", "expected"), WRONG)
def test_wrong_value_is_told_at_its_place_in_words(message, place, value, expected):
    [found] = violations(message, _with(DOCUMENTS[message], place, value))
    assert found.pointer == _pointer(place)
    assert found.expected.startswith(expected)
    assert found.got == shortened(value)


OPEN = [
    ("order-quote", ("totalPaymentDue", "price"), "12.00"),
    ("order-quote", ("totalPaymentDue", "price"), Decimal("12.00")),
    ("order-quote", ("totalPaymentDue",), {"@type": "PriceSpecification", "price": "0.00"}),
    ("order-quote", ("orderedItem", 0, "unknown:property"), {"anything": [None]}),
    ("order-proposal", ("orderProposalStatus",), ["https://openactive.io/SellerAccepted"]),
    ("order", ("orderedItem", 0, "orderItemStatus"), "https://openactive.io/AttendeeAbsent"),
    ("order", ("orderedItem", 0, "position"), 3),
    ("c1-request", ("seller",), "https://booking.example/api/sellers/1"),
    ("orders-feed-page", ("items", 0, "data", "orderedItem", 0, "orderedItem"), "https://booking.example/api/slots/1"),
]


@pytest.mark.parametrize(("message", "place", "value"), OPEN)
def test_what_the_specification_leaves_open_is_accepted(message, place, value):
    assert violations(message, _with(DOCUMENTS[message], place, value)) == []


def test_dynamic_payment_needs_neither_total_nor_offers():
    document = _with(DOCUMENTS["order-quote"], ("payment",), {"@type": "DynamicPayment", "accountId": "7"})
    document = _without(_without(document, ("totalPaymentDue",)), ("orderedItem", 0, "acceptedOffer"))
    assert violations("order-quote", document) == []


def test_name_that_is_neither_here_nor_inherited_is_told_once():
    document = _without(DOCUMENTS["order-quote"], ("orderedItem", 0, "orderedItem", "superEvent", "name"))
    [found] = violations("order-quote", document)
    assert found.pointer == "/orderedItem/0/orderedItem"
    assert found.expected == "the property name, here or inherited from superEvent or facilityUse"
    assert found.complaint.startswith("/orderedItem/0/orderedItem must have the property name, here or")


def test_what_is_missing_is_said_to_be():
    [found] = violations("order-quote", _without(DOCUMENTS["order-quote"], ("orderRequiresApproval",)))
    assert found.complaint == "/orderRequiresApproval is missing"


def test_a_wrong_value_is_told_what_to_be():
    [found] = violations("order-quote", _with(DOCUMENTS["order-quote"], ("orderRequiresApproval",), "no"))
    assert found.complaint == "/orderRequiresApproval must be true or false"


def test_pointer_is_escaped():
    found = violations("dataset", {"a/b": 1, "distribution": [{"name": 1}]})
    assert "/distribution/0/name" in {each.pointer for each in found}


def test_limit_is_kept():
    document = _with(DOCUMENTS["order-quote"], ("orderedItem",), [{} for _ in range(1000)])
    assert len(violations("order-quote", document, limit=7)) == 7
