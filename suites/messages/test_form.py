"""Status, media type, context and schema of every response."""

import re

from booking_conformance.check import check, verify
from booking_conformance.openactive.answers import ORDER_FEEDS, TEST_INTERFACE, Kind, kind_of, original_request
from booking_conformance.openactive.money import may_be_paid_dynamically
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Document, Exchange, History, NotRecorded
from booking_conformance.recording.exchange import header
from booking_conformance.specification import Call, calls
from booking_conformance.specification.media_types import admits, is_as_asked
from booking_conformance.specification.messages.message_schemas import violations
from booking_conformance.specification.messages.schema_rows import rows_broken
from booking_conformance.specification.messages.violation import Violation

BOOKING = ("C1", "C2", "P", "B", "quote-deletion", "order-deletion", "cancellation", "proposal-update", "order-status")
FEEDS = (*ORDER_FEEDS, "open-feed")
UNKNOWN = "unknown-endpoint"
EVERY = (*BOOKING, *FEEDS, "dataset-site", *TEST_INTERFACE, UNKNOWN)
WITHOUT_BODY = (
    *("quote-deletion", "order-deletion", "cancellation", "proposal-update"),
    *("test-dataset-deletion", "test-action"),
)
_OF_TESTS = {"test-dataset-deletion": "tst-005", "test-action": "tst-012"}
_ERRORS = "application/vnd.openactive.booking+json; version=1"
_MADE = {"C1": "c1-002", "P": "p-002", "B": "b-002"}
_TYPE_ROWS = {
    **dict.fromkeys(ORDER_FEEDS, "of-034"),
    "open-feed": "rpde-020",
    "dataset-site": "ds-002",
}
_ECHOED = frozenset({"customer", "broker"})
_TOTAL_IN_FEED = re.compile(r"/items/(?P<item>\d+)/data/totalPaymentDue")


@check("messages.status", cites=("err-001", "c1-002", "b-002", "p-002", "qd-002", "rpde-019"), calls=EVERY,
       examples=("quote-deletion", "proposal-update", "test-interface"))  # fmt: skip
def test_status(exchange: Exchange, history: History) -> None:
    """The status code is one that the specification defines for the call.

    Pass: it is a success status of the call, or the status of an error that the call may return. Fail: any other. P
    and B may return 200 or 201 (open reading 1).
    """
    row = calls()[exchange.call]
    blamed = _MADE.get(exchange.call, ()) if exchange.succeeded or exchange.call not in _MADE else "err-001"
    message = f"{row.title} may not return this status."
    verify.answered(exchange, row.success | row.errors, message, requirement=blamed)


@check(
    "messages.media-type",
    cites=("med-001", "err-002", "of-034", "rpde-020", "ds-002"),
    calls=(*BOOKING, *FEEDS, "dataset-site", "test-opportunity", UNKNOWN),
    examples=("booking[approval]", "paid-offers", "wrong-places"),
)
def test_media_type(exchange: Exchange, history: History) -> None:
    """Content-Type states the media type of the call, with its version.

    Pass: type and version parameter are those of the specification; other parameters are ignored. Fail: another
    type or version, or none. Responses without a body are not judged, nor are those of another type that the request
    asked for by name, without naming that of the specification.
    """
    if exchange.response is None or exchange.response.headers_lost or not exchange.text:
        verify.not_applicable("The response has no body.")
    row = calls()[exchange.call]
    wanted = row.media_types if exchange.succeeded else (_ERRORS, *row.media_types)
    got = exchange.response_header("Content-Type")
    if not any(admits(each, got) for each in wanted):
        if is_as_asked(header(exchange.request.headers, "Accept"), got, wanted):
            verify.not_applicable("The request asked for another media type.")
        message = "The Content-Type is not one that the specification defines for the call."
        blamed = _TYPE_ROWS.get(exchange.call, "med-001") if exchange.succeeded else "err-002"
        verify.fail(message, at=exchange, expected=" or ".join(wanted), got=got or "nothing", requirement=blamed)


@check("messages.context", cites=("med-004",), calls=(*BOOKING, *FEEDS, UNKNOWN))
def test_context(exchange: Exchange, history: History) -> None:
    """Every document references the OpenActive context; in a feed, the data of every item does.

    Pass: `@context` is https://openactive.io/ or a list that contains it. Fail: it is missing, or does not contain
    it.
    """
    page = exchange.call in FEEDS and exchange.succeeded
    documents = exchange.answer.find("items[*].data") if page else [exchange.answer] if exchange.answer else []
    if not documents:
        verify.not_applicable("The response has no document.")
    for place in documents:
        context = place["@context"]
        named = [context, *context.each()]
        message = "The document does not reference the OpenActive context."
        verify.require(any(each.text == OPENACTIVE for each in named), message, at=context, expected=OPENACTIVE)


@check(
    "messages.schema",
    cites=("med-006", "mdl-001", "mdl-003", "mdl-005", "mdl-010", "mdl-017", "mdl-021", "mdl-023", "mdl-025",
           "mdl-031", "mdl-033", "mdl-034", "mdl-040", "mdl-041", "c1-003", "c1-017", "c1-019", "opp-003", "of-013",
           "of-015", "of-016", "of-023", "of-024", "opf-002", "p-017", "p-020", "tax-005", "terms-002", "err-002",
           "mdl-004", "mdl-015", "of-007", "of-035", "ext-005", "err-003"),
    calls=(*BOOKING, *ORDER_FEEDS, "test-opportunity", UNKNOWN),
    examples=("booking[approval]", "paid-offers", "paid-booking"),
)  # fmt: skip
def test_schema(exchange: Exchange, history: History) -> None:
    """The response is valid for its call: required properties, types and values.

    Pass: the JSON Schema of the message holds at every depth, apart from a text about the customer or the broker that
    came back as it was sent. Fail: it does not; the first violation is reported. Not testable: the response exceeds
    the size limit.
    """
    message = _message_of(exchange, calls()[exchange.call])
    if message is None or exchange.response is None:
        verify.not_applicable("No schema applies to the response.")
    if exchange.json_error is not None:
        verify.fail(f"The response is not JSON: {exchange.json_error}.", at=exchange, got=exchange.response.body[:120])
    broken = violations(message, exchange.answer.plain(), exchange.profile)
    found = [
        each
        for each in broken
        if not _is_total_left_out(each, exchange, history) and not _is_echo(each, exchange, history)
    ]
    if found:
        first = found[0]
        more = f" ({len(found)} locations or more)" if len(found) > 1 else ""
        text = f"The response is not a valid {message}: {first.complaint}{more}."
        rows = rows_broken(message, found)
        at = Document(exchange.answer.value, first.pointer, exchange.id)
        verify.fail(text, at=at, expected=first.expected, got=first.got, requirement=rows)


def _is_total_left_out(violation: Violation, exchange: Exchange, history: History) -> bool:
    """Return whether a feed leaves out a total because a DynamicPayment, which it does not show, left it out."""
    place = _TOTAL_IN_FEED.fullmatch(violation.pointer)
    if place is None or exchange.call not in ORDER_FEEDS:
        return False
    order = exchange.answer["items"].each()[int(place["item"])]["data"]
    return may_be_paid_dynamically(order, exchange, history)


def _is_echo(violation: Violation, exchange: Exchange, history: History) -> bool:
    """Return whether a text, such as an e-mail address, is wrong because the Broker sent it so: it is not altered."""
    _, party, *names = violation.pointer.split("/") if violation.pointer else ("", "")
    if party not in _ECHOED or not names or names[-1] == "@type":
        return False
    got = exchange.answer[party]
    for name in names:
        got = got[name]
    if got.text is None:
        return False
    try:
        sent = original_request(exchange, history)[party]
    except NotRecorded:
        return True
    for name in names:
        sent = sent[name]
    return got.text == sent.text


def _message_of(exchange: Exchange, row: Call) -> str | None:
    kind = kind_of(exchange)
    if kind is Kind.SUCCESS:
        return None if row.empty_body else row.response
    return row.item_errors if kind is Kind.ITEM_ERRORS else row.error


@check("messages.no-body-on-204", cites=("qd-005", "od-002", "u-002", "pu-002", "tst-005", "tst-012"),
       calls=WITHOUT_BODY)  # fmt: skip
def test_no_body_on_204(exchange: Exchange, history: History) -> None:
    """A 204 response has no body.

    Pass: the body of the 204 is empty. Fail: it is not.
    """
    if exchange.response is None or not exchange.succeeded:
        verify.not_applicable("The call did not succeed.")
    body = exchange.text
    row = _OF_TESTS.get(exchange.call, ())
    verify.require(
        not body, "The response has a body.", at=exchange, expected="no body", got=body[:120], requirement=row
    )
