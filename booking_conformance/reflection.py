"""What an answer must say back: comparing what was sent with what came."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from booking_conformance.documents import Document

if TYPE_CHECKING:
    from booking_conformance.exchange import Exchange
    from booking_conformance.history import History


def by_position(order: Document) -> dict[int, Document]:
    """Return the OrderItems by position; nothing when the positions are not distinct whole numbers."""
    items = order["orderedItem"].each()
    found = {item["position"].integer: item for item in items}
    return {p: item for p, item in found.items() if p is not None} if len(found) == len(items) else {}


def same(sent: object, got: object) -> bool:
    """Tell whether two JSON values are equal: numbers by value, never true and 1."""
    if isinstance(sent, dict) and isinstance(got, dict):
        return sent.keys() == got.keys() and all(same(value, got[name]) for name, value in sent.items())
    if isinstance(sent, list) and isinstance(got, list):
        return len(sent) == len(got) and all(map(same, sent, got))
    if isinstance(sent, bool) or isinstance(got, bool):
        return sent is got
    if isinstance(sent, int | Decimal) and isinstance(got, int | Decimal):
        return sent == got
    return type(sent) is type(got) and sent == got


def without_extensions(value: object) -> object:
    """Return a value without the properties of a namespace, at any depth that JSON was read to."""
    if isinstance(value, dict):
        return {name: without_extensions(each) for name, each in value.items() if ":" not in name}
    return [without_extensions(each) for each in value] if isinstance(value, list) else value


def first_lost(sent: Document, got: Document, names: tuple[str, ...]) -> tuple[Document, Document] | None:
    """Return the first named property that was sent and did not come back as it was, in both documents."""
    for name in names:
        wanted, found = sent[name], got[name]
        if wanted and not same(without_extensions(wanted.value), without_extensions(found.value)):
            return wanted, found
    return None


def original_request(exchange: Exchange, history: History) -> Document:
    """Return the request that says what the Order is: for B after approval and Order Status that of P or B."""
    if exchange.sent["orderedItem"]:
        return exchange.sent
    earlier = [e for e in history.before(exchange) if e.call in {"P", "B"} and e.succeeded]
    return next((e.sent for e in reversed(earlier) if e.sent["orderedItem"]), exchange.sent)
