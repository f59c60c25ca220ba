"""The messages of the specification, paired to exchanges where their names say so."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from booking_conformance.recording import Exchange, Request, Response
from booking_conformance.recording.exchange import Headers
from tests.support.judged import call_of

ORIGIN = "https://example.com"
BASE_PATH = "/api"
# (request, response), an exchange each, in the order in which they may happen
PAIRS = (
    ("OrderQuoteCreationC1Request", "OrderQuoteCreationC1Response"),
    ("OrderQuoteCreationC1Request", "OrderQuoteCreationC1OrderItemErrorResponse"),
    ("OrderQuoteCreationC1Request", "OrderQuoteCreationC1ErrorResponse"),
    ("OrderQuoteCreationC1Request", "RateLimitResponse"),
    ("OrderQuoteCreationC2Request", "OrderQuoteCreationC2Response"),
    ("OrderQuoteCreationC2Request", "OrderQuoteCreationC2OrderItemErrorResponse"),
    ("OrderQuoteCreationC2Request", "OrderQuoteCreationC2ErrorResponse"),
    ("OrderQuoteDeletionRequest", "OrderQuoteDeletionResponse"),
    ("OrderProposalCreationRequest", "OrderProposalCreationErrorResponse"),
    ("OrderProposalCreationRequest", "OrderProposalCreationResponse"),
    ("OrderProposalUpdateRequest", "OrderProposalUpdateErrorResponse"),
    ("OrderProposalUpdateRequest", "OrderProposalUpdateExcessivePropertiesErrorResponse"),
    ("OrderProposalUpdateRequest", "OrderProposalUpdateResponse"),
    ("OrderCreationRequest", "ErrorResponse"),
    ("OrderCreationRequest", "OrderCreationErrorResponse"),
    ("OrderCreationRequest", "OrderCreationResponse"),
    ("OrderCreationFromProposalRequest", "OrderCreationErrorResponse"),
    ("OrderStatusRequest", "OrderStatusResponse"),
    ("OrderCancellationRequest", "OrderCancellationErrorResponse"),
    ("OrderCancellationRequest", "OrderCancellationExcessivePropertiesErrorResponse"),
    ("OrderCancellationRequest", "OrderCancellationPatchPropertyErrorResponse"),
    ("OrderCancellationRequest", "OrderCancellationSuccessResponse"),
    ("OrderFeedRequest", "OrderFeedResponse"),
    ("OrderDeletionRequest", "OrderDeletionResponse"),
    ("OrderDeletionRequest", "OrderDeletionNotFoundResponse"),
)
NO_EXCHANGE = {
    "ExtensionMemberBookingRequest",
    "ExtensionBespokeAgreementDetailsRequest",
    "ExtensionWaitingListRequest",
}

# They belong to no one conversation: none is known to come before another.
_AT_ONCE = datetime(2018, 10, 8, 20, 52, 36, tzinfo=UTC)


def exchanges(folder: Path) -> list[tuple[str, Exchange]]:
    """Return the exchanges with the names of their responses."""
    return [(answer, _exchange(folder, asked, answer)) for asked, answer in PAIRS]


def _exchange(folder: Path, asked: str, answer: str) -> Exchange:
    request, response = _request(folder / f"{asked}.http"), _response(folder / f"{answer}.http")
    path = request.url.removeprefix(ORIGIN + BASE_PATH)
    call, uuid = call_of(request.method, path)
    exchange = Exchange(f"{asked} {answer}", call, request, response, _AT_ONCE, 1.0, order_uuid=uuid)
    return replace(exchange, step=call)


def _request(file: Path) -> Request:
    start, headers, body = _parts(file)
    method, path, _ = start.split()
    return Request(method, ORIGIN + path, headers, body or None)


def _response(file: Path) -> Response:
    start, headers, body = _parts(file)
    return Response(int(start.split()[1]), headers, body)


def _parts(file: Path) -> tuple[str, Headers, str]:
    head, _, body = file.read_text().partition("\n\n")
    start, *lines = head.splitlines()
    pairs = (line.partition(":") for line in lines)
    return start, tuple((name.strip(), value.strip()) for name, _, value in pairs), body.strip()
