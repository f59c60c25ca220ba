"""Messages written by others: the specification's own, the data models', and recorded traffic."""

import gzip
import json

import pytest

from booking_conformance.specification import calls, error_types, property_presence
from booking_conformance.specification.messages.message_schemas import violations

SPECIFICATION = {
    "OrderQuoteCreationC1Request": "c1-request",
    "OrderQuoteCreationC2Request": "c2-request",
    "OrderQuoteCreationC1Response": "order-quote",
    "OrderQuoteCreationC2Response": "order-quote-c2",
    "OrderQuoteCreationC1OrderItemErrorResponse": "order-quote-errors",
    "OrderQuoteCreationC2OrderItemErrorResponse": "order-quote-errors",
    "OrderProposalCreationRequest": "p-request",
    "OrderProposalCreationResponse": "order-proposal",
    "OrderProposalUpdateRequest": "proposal-update-request",
    "OrderCreationRequest": "b-request",
    "OrderCreationFromProposalRequest": "b-after-approval-request",
    "OrderCreationResponse": "order",
    "OrderCancellationRequest": "cancellation-request",
    "OrderStatusResponse": "order-status",
    "OrderFeedResponse": "orders-feed-page",
    "ExtensionMemberBookingRequest": "b-request",
    "ExtensionBespokeAgreementDetailsRequest": "b-request",
}
ERRORS = [
    "ErrorResponse",
    "RateLimitResponse",
    "OrderCancellationErrorResponse",
    "OrderCancellationExcessivePropertiesErrorResponse",
    "OrderCancellationPatchPropertyErrorResponse",
    "OrderCreationErrorResponse",
    "OrderDeletionNotFoundResponse",
    "OrderProposalCreationErrorResponse",
    "OrderProposalUpdateErrorResponse",
    "OrderProposalUpdateExcessivePropertiesErrorResponse",
    "OrderQuoteCreationC1ErrorResponse",
    "OrderQuoteCreationC2ErrorResponse",
]
NO_MESSAGE = {
    "ExtensionWaitingListRequest": "an endpoint of an extension",
}
EXCEPTIONS = {
    "ExtensionBespokeAgreementDetailsRequest": (
        "/orderedItem",
        "an array left out around one OrderItem; a sample of extensions",
    ),
    "ExtensionMemberBookingRequest": ("/seller", "seller left out; a sample of extensions"),
}
DATA_MODELS = {
    "c1_request_example_1": "c1-request",
    "c2_request_example_1": "c2-request",
    "c1_response_example_1": "order-quote",
    "c2_response_example_1": "order-quote-c2",
    "c1_response_example_2_error": "order-quote-errors",
    "c2_response_example_2_error": "order-quote-errors",
    "p_request_example_1": "p-request",
    "p_response_example_1": "order-proposal",
    "p_response_example_2_error": "order-errors",
    "b_request_example_1": "b-request",
    "b_request_example_2_proposal": "b-after-approval-request",
    "b_response_example_1": "order",
    "b_response_example_2_error": "order-errors",
    "order_patch_example_1": "cancellation-request",
    "orderproposal_patch_example_1": "proposal-update-request",
    "orderstatus_example_1": "order-status",
    "order_feed_example_1": "orders-feed-page",
    "error_response_example_1": "error",
}
CAPTURES = [
    "reference-implementation-2020-10-07-controlled",
    "reference-implementation-2020-10-07-random",
    "reference-implementation-2022-07-22-controlled",
    "reference-implementation-2022-07-22-random",
]
TRUE_VIOLATIONS = {
    ("c1.omits-attendee", "c1-011"),
    ("messages.no-broker-without-broker", "brk-011"),
    ("messages.describes-seller", "mdl-018"),
}
PUT = {"order-quote-templates": "C1", "order-quotes": "C2", "order-proposals": "P", "orders": "B"}


def _body(shared, name):
    _, _, body = (shared / "examples/specification-http" / f"{name}.http").read_text().partition("\n\n")
    return json.loads(body)


@pytest.mark.parametrize(("name", "message"), [*SPECIFICATION.items(), *((name, "error") for name in ERRORS)])
def test_message_of_the_specification(shared, name, message):
    found = [each.pointer for each in violations(message, _body(shared, name))]
    assert found == ([EXCEPTIONS[name][0]] if name in EXCEPTIONS else [])


def test_every_message_of_the_specification_is_judged(shared):
    texts = {path.stem: path.read_text() for path in (shared / "examples/specification-http").glob("*.http")}
    with_body = {name for name, text in texts.items() if "{" in text.partition("\n\n")[2]}
    assert len(texts) == 38
    assert with_body == {*SPECIFICATION, *ERRORS, *NO_MESSAGE}


@pytest.mark.parametrize(("name", "message"), DATA_MODELS.items())
def test_example_of_the_data_models(shared, name, message):
    text = (shared / "examples/data-models/booking_spec_examples" / f"{name}.json").read_text()
    assert violations(message, json.loads(text)) == []


def test_opportunities_of_the_data_models(shared):
    for path in (shared / "examples/data-models/opportunity").glob("*_example_*.json"):
        assert violations("rpde-page", json.loads(path.read_text())) == [], path.name


def test_dataset_sites(shared):
    for path in (shared / "examples/dataset-site").glob("*.jsonld"):
        assert violations("dataset", json.loads(path.read_text())) == [], path.name


def test_error_types_are_those_of_the_data_models(shared):
    models = [json.loads(path.read_text()) for path in (shared / "examples/data-models/error-models").glob("*.json")]
    statuses = {model["type"]: model["fields"]["statusCode"].get("requiredContent") for model in models}
    del statuses["OpenBookingError"]
    assert statuses == {error.name: error.status for error in error_types().values()}


def _exchanges(shared, name):
    with gzip.open(shared / "captures" / f"{name}.har.gz") as file:
        for entry in json.load(file)["log"]["entries"]:
            text = entry["response"]["content"].get("text")
            request = (entry["request"].get("postData") or {}).get("text")
            yield entry, json.loads(request) if request else None, json.loads(text) if text else None


def _call(entry):
    method, path = entry["request"]["method"], entry["request"]["url"].split("/")[-2]
    if method == "PUT" and path in PUT:
        return calls()[PUT[path]]
    if method == "PATCH":
        return calls()["cancellation" if path == "orders" else "proposal-update"]
    return calls()["test-opportunity"] if entry["request"]["url"].endswith("/opportunities") else None


@pytest.mark.parametrize("name", CAPTURES)
def test_recorded_messages(shared, name):
    for entry, request, response in _exchanges(shared, name):
        call, status = _call(entry), entry["response"]["status"]
        if call is None:
            continue
        if response:
            message = _message(call, status, response)
            assert violations(message, response) == [], (message, entry["_scenario"])
        if call.request and status in call.success:
            after_approval = call.name == "B" and "orderProposalVersion" in request
            message = "b-after-approval-request" if after_approval else call.request
            assert violations(message, request) == [], (message, entry["_scenario"])


def _message(call, status, response):
    if status in call.success:
        return call.response
    return call.error if response["@type"] in error_types() else call.item_errors


@pytest.mark.parametrize("name", CAPTURES)
def test_recorded_messages_keep_the_tables(shared, name):
    for entry, _, response in _exchanges(shared, name):
        call, status = _call(entry), entry["response"]["status"]
        if call is None or response is None:
            continue
        assert status in call.success | call.errors
        error = error_types().get(response["@type"])
        if error:
            assert error.allowed_in(call.name)
            assert status in error.statuses
            continue
        outcome = "success" if status in call.success else "item-errors"
        rules = [rule for rule in property_presence() if rule.call == call.name and outcome in rule.outcomes]
        assert {(rule.check, rule.requirement) for rule in rules if rule.breaches(response)} <= TRUE_VIOLATIONS
