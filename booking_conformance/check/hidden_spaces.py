"""Refusals for want of spaces where nothing told how many there are: such a message shows nothing of its rule."""

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
_CONFLICT = 409
_REMEDY = "State the remaining capacity in the open feeds, or offer what as many can book as like."


def for_hidden_want(reading: Reading, blamed: Evidence) -> Evidence | None:
    """Return why a failure is no failure, None where it is one.

    Only what is sold on demand need not state how many spaces it has: its booking system may run out of them all the
    same, and whoever asks cannot know.
    """
    exchange = next((each for each in reading.exchanges if each.id == blamed.exchange), None)
    remedy = remedy_of_hidden_want(exchange)
    if exchange is None or not remedy:
        return None
    message = "It was refused for want of spaces of what states no capacity."
    return Evidence(message, exchange=exchange.id, got=exchange.summary, remedy=remedy)


def remedy_of_hidden_want(exchange: Exchange | None) -> str:
    """Return what to do where a message was refused for want of spaces that nothing stated, "" where it was not."""
    try:
        return _REMEDY if exchange is not None and _lacks_hidden_spaces(exchange) else ""
    except NotRecorded:
        return ""


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
