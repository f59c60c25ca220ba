"""Judging that a booking partner cannot reach what another one created."""

from booking_conformance.check import equal, fail, not_testable, outcome, require
from booking_conformance.openactive.answers import is_error_document
from booking_conformance.recording import Document, Exchange, Reading
from booking_conformance.specification import names_of
from booking_conformance.suites.access_control.own_proof import (
    CONFIRMED,
    TOUCHED,
    require_not_cancelled,
    require_not_deleted,
)


def require_refused(exchange: Exchange) -> None:
    """Fail when another partner's request succeeded and returned anything."""
    if exchange.succeeded and exchange.answer:
        fail(
            "Data of another booking partner must not be disclosed.",
            at=exchange,
            expected="401, 403 or 404",
            got=outcome(exchange),
        )
    if not 400 <= exchange.status < 500 and not is_error_document(exchange.answer):
        not_testable("The request was neither answered with data nor refused", at=exchange)


def items(status: Exchange) -> list[Document]:
    """Return the OrderItems of an Order Status response."""
    return status.answer["orderedItem"].each()


def require_untouched(conversation: Reading, step: str) -> None:
    """Fail when the Order is not as it was booked, by its own Order Status or else by what shows it without."""
    if not conversation.has("status before"):
        require_not_deleted(conversation, "opportunity")
        require_not_cancelled(conversation, "opportunity")
        return
    conversation.success("status before")
    status = conversation.step(step)
    require(status.succeeded, TOUCHED, at=status, expected="the Order", got=outcome(status))
    require(bool(items(status)), TOUCHED, at=status.answer["orderedItem"], expected="the items that were booked")
    for item in items(status):
        equal(item["orderItemStatus"], names_of(status.profile).spelt(CONFIRMED), TOUCHED)
