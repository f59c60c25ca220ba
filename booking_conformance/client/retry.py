"""When a request is sent again: the target had a bad moment, and repeating the request changes nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from booking_conformance.client.limiter import retry_after
from booking_conformance.recording import NotRecorded

if TYPE_CHECKING:
    from booking_conformance.client.message import Message
    from booking_conformance.recording import Exchange

_TRIES = 3
# All that were sent away for a moment come back at the same time, and some are sent away again.
_TRIES_WHEN_THROTTLED = 8
_MOMENT = 2.0
_BAD_MOMENT = frozenset({502, 503, 504})
# TemporarilyUnableToDeleteOrderError, and its like.
_UNPROCESSED = "TemporarilyUnableTo"
_PAUSE_SECONDS = 0.5
# A target that asks for more has no bad moment, it is closed.
_LONGEST_PAUSE = 180.0


def is_throttled(exchange: Exchange) -> bool:
    """Return whether the target says that it did not process the request because there are too many."""
    return exchange.status == 429


def tries_of(exchange: Exchange) -> int:
    """Return how often a message may be sent in all that was answered like this."""
    briefly = is_throttled(exchange) and retry_after(exchange.response_header("Retry-After")) <= _MOMENT
    return _TRIES_WHEN_THROTTLED if briefly else _TRIES


def pause_before_repeating(exchange: Exchange, message: Message, tries: int = 1) -> float | None:
    """Return for how many seconds to wait before the message is sent again, or None when its answer stands.

    ``tries`` is how often it has been sent. Whoever asks for less than a second may say 0: the longer that goes on, the
    longer is the pause.

    429, and 503 with Retry-After or an error of the specification for it, say that the request was not processed:
    whatever may be sent twice at all is sent again, deletions and cancellations too. After any other gateway error or
    a lost answer it may have been, so only calls are repeated whose second answer is that of the first.
    """
    asked = exchange.response_header("Retry-After")
    refused = exchange.status == 503 and (asked or _says_unprocessed(exchange))
    if exchange.status == 429 or (refused and message.repeatable_if_unprocessed):
        pause = max(retry_after(asked), _PAUSE_SECONDS * (tries - 1))
        return pause if pause <= _LONGEST_PAUSE else None
    lost = exchange.response is None or exchange.status in _BAD_MOMENT
    return _PAUSE_SECONDS if lost and message.repeatable else None


def _says_unprocessed(exchange: Exchange) -> bool:
    with suppress(NotRecorded):
        return (exchange.error_type or "").startswith(_UNPROCESSED)
    return False
