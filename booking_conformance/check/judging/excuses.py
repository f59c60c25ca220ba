"""Refusals that show nothing of a rule: for want of spaces that nothing told of, and by a rate limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.openactive.answers import errors_of
from booking_conformance.openactive.leases import INSUFFICIENT, RESERVED
from booking_conformance.recording import NotRecorded
from booking_conformance.results import Evidence
from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, Reading

_OF_ITEMS = frozenset({INSUFFICIENT, RESERVED, "OpportunityIsFullError"})
_CONFLICT, _TOO_MANY = 409, 429
_FULL = "It was refused for lack of spaces, and the open feed states no capacity."
_STATE_IT = "State the remaining capacity in the open feeds, or publish what any number of people can book."
_SENT_AWAY = "A rate limit refused it repeatedly."
_GO_SLOWER = "Lower limits.rate or limits.concurrency, or have the target send Retry-After with 429."


def excuse(reading: Reading, blamed: Evidence) -> Evidence | None:
    """Return why a failure is no failure, None where it is one.

    Only what is sold on demand need not state how many spaces it has: its booking system may run out of them all the
    same, and its customers cannot know. What a rate limit sends away was not looked at.
    """
    exchange = next((each for each in reading.exchanges if each.id == blamed.exchange), None)
    message, remedy = _found(exchange)
    if exchange is None or not message:
        return None
    return Evidence(message, exchange=exchange.id, got=exchange.summary, remedy=remedy)


def remedy_of_excuse(exchange: Exchange | None) -> str:
    """Return what to do where a refusal has an excuse, "" where it has none."""
    return _found(exchange)[1]


def _found(exchange: Exchange | None) -> tuple[str, str]:
    if exchange is None:
        return "", ""
    if exchange.status == _TOO_MANY:
        return _SENT_AWAY, _GO_SLOWER
    try:
        return (_FULL, _STATE_IT) if _lacks_hidden_spaces(exchange) else ("", "")
    except NotRecorded:
        return "", ""


def _lacks_hidden_spaces(exchange: Exchange) -> bool:
    if exchange.status != _CONFLICT:
        return False
    if exchange.answer.type == INSUFFICIENT:
        wanted = [item["orderedItem"] for item in exchange.sent["orderedItem"].each()]
        return bool(wanted) and all(map(_is_silent, wanted))
    wrong = [item for item in exchange.answer["orderedItem"].each() if item["error"]]
    return bool(wrong) and all(
        _is_silent(item["orderedItem"]) and {error.type for error in errors_of(item)} <= _OF_ITEMS for item in wrong
    )


def _is_silent(opportunity: Document) -> bool:
    """Return whether an opportunity is of a type that need not state its capacity, and does not."""
    optional = {known.type: known.capacity for known in opportunity_types().values() if known.capacity_optional}
    return opportunity.type in optional and not opportunity[optional[opportunity.type]]
