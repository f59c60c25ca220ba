"""Where the API is, and which endpoints it has."""

import re

from booking_conformance.check import check, verify
from booking_conformance.openactive.answers import ORDER_FEEDS, TEST_INTERFACE, is_error_document
from booking_conformance.openactive.vocabulary import OWN_TEST_TERMS
from booking_conformance.recording import Document, Exchange, History
from booking_conformance.urls import host_of, is_loopback

_REQUIRED = ("C1", "C2", "B", "quote-deletion", "order-deletion", "cancellation")
_OPTIONAL = ("P", "proposal-update", "order-status", *ORDER_FEEDS)
_API = (*_REQUIRED, *_OPTIONAL, *TEST_INTERFACE)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NOT_LET_IN = {401, 403, 429}
_NO_ENDPOINT = "UnknownOrIncorrectEndpointError"
# To delete or cancel an Order that there is not may be reported as any 404: the rule about its type is a SHOULD.
_OF_AN_ORDER = ("order-deletion", "cancellation")
_MAY_SAY = {
    "cancellation": {"@context", "@type", "@id", "orderedItem", "orderItemStatus"},
    "proposal-update": {"@context", "@type", "@id", "orderProposalStatus", "orderCustomerNote"},
}
_STATUS = {
    "cancellation": ("orderItemStatus", "https://openactive.io/CustomerCancelled"),
    "proposal-update": ("orderProposalStatus", "https://openactive.io/CustomerRejected"),
}
_EXCESS_ROWS = {"cancellation": "u-011", "proposal-update": "pu-004"}
_STATUS_ROWS = {"cancellation": "u-010", "proposal-update": "pu-003"}


@check("messages.https", cites=("med-013",), calls=(*_API, "open-feed", "unknown-endpoint"))
def test_https(exchange: Exchange, history: History) -> None:
    """The API is served over HTTPS.

    Pass: the URL of the call is https, and so is the Location that it returns, if any; on a loopback host any
    scheme passes. Fail: one of them is not.
    """
    location = exchange.response_header("Location") or ""
    for url in (exchange.request.url, location if host_of(location) else ""):
        safe = not url or url.lower().startswith("https://") or is_loopback(host_of(url))
        verify.require(safe, "The URL is not https.", at=exchange, expected="https://…", got=url)


@check(
    "messages.endpoint-exists",
    cites=("c1-001", "c2-001", "b-001", "qd-001", "od-001", "u-001"),
    calls=_REQUIRED,
)
def test_endpoint_exists(exchange: Exchange, history: History) -> None:
    """Every required endpoint exists.

    Pass: it responds, if only with an error of the call. Fail: it responds that there is no such endpoint, or that
    it does not support the method. Paths without a UUID, and requests refused for their credentials, are not
    judged.
    """
    _require_endpoint(exchange)


@check(
    "messages.test-interface-exists",
    cites=("tst-004",),
    calls=TEST_INTERFACE,
    feature="test-interface",
)
def test_test_interface_exists(exchange: Exchange, history: History) -> None:
    """Every endpoint of a Test Interface that is declared exists.

    Pass: it responds, if only with an error of the call. Fail: it responds that there is no such endpoint, or that
    it does not support the method. Not applicable: the request was refused for its credentials, asked in vain for an
    action that is none of the specification, or in a recording, which declares nothing, did not succeed.
    """
    if not (history.is_of_run or exchange.succeeded):
        verify.not_applicable("Nothing says that there should be a Test Interface.")
    if not exchange.succeeded and (exchange.sent.type or "").startswith(OWN_TEST_TERMS):
        verify.not_applicable("No Test Interface has to know this action.")
    _require_endpoint(exchange)


def _require_endpoint(exchange: Exchange) -> None:
    if exchange.status in _NOT_LET_IN or not _is_uuid(exchange.order_uuid):
        verify.not_applicable("The response does not show whether the endpoint exists.")
    unknown = exchange.error_type == _NO_ENDPOINT and exchange.call not in _OF_AN_ORDER
    if exchange.status == 405 or unknown:
        verify.fail("The endpoint is required, but does not exist.", at=exchange, got=verify.outcome(exchange))


def _is_uuid(order_uuid: str | None) -> bool:
    return order_uuid is None or _UUID.fullmatch(order_uuid) is not None


@check("messages.error-not-under-success", cites=("err-001",), calls=_API)
def test_not_under_success(exchange: Exchange, history: History) -> None:
    """A successful response contains no error.

    Pass: the 2xx has no body, or its body is not an OpenBookingError. Fail: it is one. Errors inside the items
    of an OrderQuote are reported by errors.item-errors-make-409.
    """
    if not exchange.succeeded:
        verify.not_applicable("The call did not succeed.")
    if is_error_document(exchange.answer):
        message = "An OpenBookingError was returned with a success status."
        verify.fail(message, at=exchange, got=verify.outcome(exchange))
    if exchange.answer and not exchange.answer.properties():
        verify.not_applicable("The JSON body of the response is empty.")


@check("messages.patch-within-bounds", cites=("u-010", "u-011", "pu-003", "pu-004", "err-025"), calls=tuple(_MAY_SAY),
       examples=("cancellation-improper", "proposal-update"))  # fmt: skip
def test_patch_within_bounds(exchange: Exchange, history: History) -> None:
    """A PATCH succeeds only if it does nothing but cancel items, or reject or annotate a proposal.

    Pass: a request that succeeded has only the properties that the call may have, its status is CustomerCancelled or
    CustomerRejected, and it lists only items that B returned. Fail: it has others. Namespaced properties are ignored,
    and items are not compared where B is not in the recording.
    """
    if not exchange.succeeded or not exchange.sent.properties():
        verify.not_applicable("No PATCH succeeded.")
    may_say, (status, value) = _MAY_SAY[exchange.call], _STATUS[exchange.call]
    for name, place in _said(exchange.sent):
        message = f"{name} is not allowed in this PATCH, but it succeeded."
        allowed, row = name in may_say or ":" in name, _EXCESS_ROWS[exchange.call]
        verify.require(allowed, message, at=place, expected="a refusal", requirement=row)
        if name == status:
            message, row = f"{name} may not be set to this value, but the PATCH succeeded.", _STATUS_ROWS[exchange.call]
            verify.equal(place, value, message, requirement=row)
    if exchange.call == "cancellation":
        _require_own_items(exchange, history)


def _require_own_items(exchange: Exchange, history: History) -> None:
    first = history.bookings.booked(exchange.partner, exchange.order_uuid or "")
    if first is None or first.items is None or not first.by.surely_before(exchange):
        return
    # The same item may be written in another way, but not with another name at the end.
    known = {*first.items, *map(_name_of, first.items)}
    for place in (item["@id"] for item in exchange.sent["orderedItem"].each() if item.id):
        right = place.text is None or place.text in known or _name_of(place.text) in known
        message = f"B returned no such item ({first.by.id}), but the PATCH succeeded."
        verify.require(right, message, at=place, expected="a refusal", requirement="err-025")


def _name_of(identifier: str) -> str:
    return identifier.rpartition("/")[2]


def _said(sent: Document) -> list[tuple[str, Document]]:
    return [*sent.properties(), *(said for item in sent["orderedItem"].each() for said in item.properties())]
