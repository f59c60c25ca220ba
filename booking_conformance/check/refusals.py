"""Refusals of which the error is left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check.verify import Rows, each, not_applicable, not_testable, outcome, require
from booking_conformance.openactive.answers import is_error_document, reports_item_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from booking_conformance.recording import Document, Exchange

_SERVER_ERROR = 500
_MISMATCH = "TotalPaymentDueMismatchError"


def unquoted_refused(exchange: Exchange, message: str, rows: Rows) -> None:
    """Require that a B or P was refused, for a price that no quote stated.

    Not applicable where it was refused for its total, as where the open feed states prices without their tax: nobody
    knows what would have become of it for another.
    """
    if exchange.error_type == _MISMATCH:
        not_applicable("It was refused for its total, which no quote stated.")
    all_refused([(exchange, message, rows)])


def all_refused(asked: Iterable[tuple[Exchange, str, Rows]], none: str = "Nothing was sent.") -> None:
    """Require that each exchange was refused, with whatever error; with each, what must hold and the rows it breaks.

    Not testable, when none of them succeeded: one got a server error without an OpenBookingError, which refuses nothing
    and may have done what was asked. Not applicable, for the reason ``none``, where nothing was sent.
    """
    crashed: Exchange | None = None
    for exchange, message, rows in each(asked, none):
        require(exchange.refused, message, at=exchange, expected="a refusal", got=outcome(exchange), requirement=rows)
        if exchange.status >= _SERVER_ERROR and not is_error_document(exchange.answer):
            crashed = crashed or exchange
    if crashed is not None:
        not_testable(f"{crashed.call} was neither served nor refused", at=crashed)


def not_blamed(refusal: Exchange, is_sound: Callable[[Document], bool]) -> bool:
    """Fail where a P or B that was refused with the errors of items has one on an item that is sound.

    Return whether there was such an item to look at: a refusal need not list any.
    """
    listed = refusal.answer["orderedItem"].each() if reports_item_errors(refusal) else []
    sound = [item for item in listed if is_sound(item)]
    for item in sound:
        message = f"{refusal.call} must not report an error on a correct item."
        require(not item["error"], message, at=item["error"], expected="no error", requirement="err-017")
    return bool(sound)
