"""Values that no response may contain, and identifiers with a prescribed form."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from booking_conformance.check import check, verify
from booking_conformance.check.verify import Rows
from booking_conformance.openactive.answers import ORDER_FEEDS, WHOLE_ORDERS, base_uri_of, orders_in
from booking_conformance.openactive.orders import PATHS
from booking_conformance.recording import Document, Exchange, History

_ROWS = {"OrderQuote": "c1-018", "OrderProposal": "p-018", "Order": "b-005"}
_UUID_PATH = re.compile(r"(?P<folder>.*)/(?P<uuid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})")
# Without one of these in its text a document has no empty value; with one, the places tell.
_EMPTY = ("null", '""')
_EMPTY_ARRAY = re.compile(r"\[\s*\]")
_OF_THE_CLIENT = frozenset({"customer", "broker", "attendee", "payment", "orderItemIntakeFormResponse", "@context"})


@check("messages.no-empty-values", cites=("med-009",), calls=(*WHOLE_ORDERS, *ORDER_FEEDS))
def test_no_empty_values(exchange: Exchange, history: History) -> None:
    """Properties without a value are omitted: no null, empty string or empty array.

    Pass: there is none at any depth. Fail: there is one. A feed page's list of items may be empty.
    """
    page = exchange.call in ORDER_FEEDS and exchange.succeeded
    documents = [place for place in (orders_in(exchange) if page else [exchange.answer]) if place and place.value != {}]
    if not documents:
        verify.not_applicable("The response has no document.")
    if exchange.response and not _may_be_empty(exchange.text):
        return
    for place in (place for document in documents for place in document.walk()):
        verify.require(place.value not in (None, "", []), "The value is empty.", at=place, expected="no such property")


def _may_be_empty(text: str) -> bool:
    return any(sign in text for sign in _EMPTY) or _EMPTY_ARRAY.search(text) is not None


@check("messages.absolute-ids", cites=("med-007",), calls=(*WHOLE_ORDERS, *ORDER_FEEDS))
def test_absolute_ids(exchange: Exchange, history: History) -> None:
    """Every @id from the booking system is an absolute URI.

    Pass: each @id is a URI with a scheme. Fail: one is relative, or not text. Identifiers that the client supplied
    are not judged.
    """
    found = [place for document in orders_in(exchange) for place in document.named("@id", _OF_THE_CLIENT)]
    if not found:
        verify.not_applicable("The response has no @id.")
    for place in found:
        verify.require(
            _is_absolute(place.text), "The @id is not an absolute URI.", at=place, expected="an absolute URI"
        )


@lru_cache(maxsize=4096)
def _is_absolute(text: str | None) -> bool:
    try:
        parts = urlsplit(text or "")
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path))


@check("messages.order-id", cites=("c1-018", "b-005", "p-018", "of-023", "ds-001", "mdl-004"),
       calls=(*WHOLE_ORDERS, *ORDER_FEEDS))  # fmt: skip
def test_order_id(exchange: Exchange, history: History) -> None:
    """The @id of an OrderQuote, OrderProposal or Order is its URL under the Base URI.

    Pass: it is the Base URI, the path of its kind (order-quotes for C1 too) and the Order UUID in upper or lower
    case. Fail: it is anything else, or `identifier` is another UUID. A missing @id is reported by messages.schema.
    """
    base = base_uri_of(exchange, history)
    documents = [each for each in orders_in(exchange) if each["@id"] and each.type in PATHS]
    if base is None or not documents:
        verify.not_applicable("The response contains no Order whose @id can be judged.")
    feed = ("of-023",) if exchange.call in ORDER_FEEDS else ()
    for document in documents:
        folder = f"{base}/{PATHS[document.type or '']}"
        elsewhere = () if (document["@id"].text or "").startswith(f"{base}/") else ("ds-001",)
        _judge_order_id(document, folder, exchange.order_uuid, (_ROWS[document.type or ""], *feed, *elsewhere))


def _judge_order_id(document: Document, folder: str, order_uuid: str | None, rows: Rows) -> None:
    uuid = order_uuid or document["identifier"].text or "{uuid}"
    expected = f"{folder}/{uuid}"
    found = _UUID_PATH.fullmatch(document["@id"].text or "")
    right = found is not None and found["folder"] == folder and uuid.lower() in ("{uuid}", found["uuid"].lower())
    message = "The @id is not the URL of this Order."
    verify.require(right, message, at=document["@id"], expected=expected, requirement=rows)
    identifier = document["identifier"]
    if identifier and order_uuid:
        same = (identifier.text or "").lower() == order_uuid.lower()
        message = "The identifier is not the Order UUID."
        verify.require(same, message, at=identifier, expected=order_uuid, requirement="mdl-004")


@check("messages.item-ids-unique", cites=("b-004",), calls=("B", "order-status", *ORDER_FEEDS),
       examples=("paid-offers", "booking"))  # fmt: skip
def test_item_ids_unique(exchange: Exchange, history: History) -> None:
    """No two OrderItems of an Order have the same @id.

    Pass: all differ. Fail: one appears twice. OrderItems without @id are reported by messages.schema.
    """
    lists = [document.find("orderedItem[*].@id") for document in orders_in(exchange)]
    if not any(lists):
        verify.not_applicable("The response has no OrderItem with an @id.")
    for ids in lists:
        seen: set[str] = set()
        for place in ids:
            verify.require(place.text not in seen, "Two OrderItems have this @id.", at=place, expected="one of its own")
            seen.add(place.text or f"none at {place.pointer}")


@check("messages.item-id-form", cites=("mdl-027",), calls=("B",))
def test_item_id_form(exchange: Exchange, history: History) -> None:
    """The @id of an OrderItem is a fragment of the Order's.

    Pass: it is the @id of the Order followed by #/orderedItem/ and an identifier. Warn: it has another form.
    """
    order = exchange.answer
    ids = order.find("orderedItem[*].@id") if exchange.succeeded and order["@id"].text else []
    for place in verify.each(ids, "The response has no Order whose OrderItems have an @id."):
        start = f"{order['@id'].text}#/orderedItem/"
        right = (place.text or "").startswith(start) and place.text != start
        verify.require(right, "The @id of the OrderItem has another form.", at=place, expected=f"{start}…")
