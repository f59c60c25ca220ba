"""Which requests have to say everything: not those that repeat a booking, or that take up a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, History

_MADE_BY = ("P", "B")


def asks_anew(exchange: Exchange, history: History) -> bool:
    """Return whether C1, C2, P or B asks for what nobody has booked or proposed before, as far as is recorded.

    Raises NotRecorded where a recorder left out what was sent.
    """
    sent = exchange.sent
    if not isinstance(sent.value, dict) or sent["orderProposalVersion"]:
        return False
    return history.last_success(exchange, *_MADE_BY) is None
