"""What an answer is: a success, a quote with item errors or an error; and the Orders that stand in it."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from booking_conformance.specification import calls, error_types
from booking_conformance.specification.messages.message_schemas import violations

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, History

WHOLE_ORDERS = ("C1", "C2", "P", "B", "order-status")
ORDER_FEEDS = ("orders-feed", "order-proposals-feed")
TEST_INTERFACE = ("test-opportunity", "test-dataset-deletion", "test-action")
_ERROR_FAMILY = "OpenBookingError"
# How B and P refuse items for which C2 reports errors.
AT_CREATION = frozenset({"UnableToProcessOrderItemError", "OrderCreationFailedError"})


class Kind(StrEnum):
    """The kinds of answers."""

    SUCCESS = "success"
    ITEM_ERRORS = "item-errors"
    ERROR = "error"


# In Python 3.11 a member of an enumeration is looked for at each use, and dozens of checks ask of each answer.
_SUCCESS, _ITEM_ERRORS, _ERROR = Kind


def kind_of(exchange: Exchange) -> Kind:
    """Return the kind of an answer: a 409 with OrderItems is no error document."""
    if exchange.succeeded:
        return _SUCCESS
    row = calls().get(exchange.call)
    if exchange.status == 409 and row and row.item_errors and exchange.answer["orderedItem"]:
        return _ITEM_ERRORS
    return _ERROR


def reports_item_errors(exchange: Exchange) -> bool:
    """Return whether this is the response that some systems give at B and P, with the errors in the items."""
    return exchange.status == 409 and bool(exchange.answer.find("orderedItem[*].error"))


def orders_in(exchange: Exchange) -> list[Document]:
    """Return the OrderQuote, OrderProposal or Order that was answered, or those on a page of a feed."""
    if exchange.call in ORDER_FEEDS and exchange.succeeded:
        return [data for data in exchange.answer.find("items[*].data") if isinstance(data.value, dict)]
    if exchange.call in WHOLE_ORDERS and kind_of(exchange) is not _ERROR:
        return [exchange.answer] if isinstance(exchange.answer.value, dict) else []
    return []


def errors_of(item: Document) -> list[Document]:
    """Return the OpenBookingErrors of an OrderItem, without what is not an object."""
    return [error for error in item["error"].each() if isinstance(error.value, dict)]


def is_error_document(answer: Document) -> bool:
    """Return whether a document is an OpenBookingError by its type: one of the table, the family itself, or alike."""
    kind = answer.type
    return kind is not None and (kind in error_types() or kind.endswith("Error"))


def is_known_error(kind: str, profile: str = "") -> bool:
    """Return whether a profile knows the type; an extension's own stands in a namespace (ext-001)."""
    return kind in error_types(profile) or kind == _ERROR_FAMILY or ":" in kind


@lru_cache(maxsize=64)  # the checks of one exchange ask one after the other
def is_proper(exchange: Exchange) -> bool:
    """Return whether the request was not wrong on purpose, and has the form that the call asks for."""
    row = calls().get(exchange.call)
    if exchange.intent != "ordinary" or row is None:
        return False
    if row.request is None:
        return True
    after_approval = exchange.call == "B" and bool(exchange.sent["orderProposalVersion"])
    message = "b-after-approval-request" if after_approval else row.request
    return not violations(message, exchange.sent.plain(), exchange.profile, limit=1)


def base_uri_of(exchange: Exchange, history: History) -> str | None:
    """Return the Base URI: the one that is known, else what the request's URL has before the path of its call."""
    if history.base_uri:
        return history.base_uri
    row = calls().get(exchange.call)
    if row is None or not row.path.startswith("/"):
        return None
    base, found, _ = exchange.request.url.rpartition(row.path.partition("{")[0])
    return base if found else None


def by_position(order: Document) -> dict[int, Document]:
    """Return the OrderItems by position; nothing when the positions are not distinct whole numbers."""
    items = order["orderedItem"].each()
    found = {item["position"].integer: item for item in items}
    return {p: item for p, item in found.items() if p is not None} if len(found) == len(items) else {}


def original_request(exchange: Exchange, history: History) -> Document:
    """Return the request that says what the Order is: for Order Status and B after approval that of B or P."""
    if exchange.sent["orderedItem"]:
        return exchange.sent
    made = [e for e in history.before(exchange) if e.call in {"P", "B"} and e.succeeded and e.sent["orderedItem"]]
    return made[0].sent if made else exchange.sent
