"""A request in the words of the specification, and what may keep it from being sent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from booking_conformance.recording.json_text import encode

BOOKING_MEDIA_TYPE = "application/vnd.openactive.booking+json; version=1"
OPEN_FEED_MEDIA_TYPES = "application/vnd.openactive.rpde+json; version=1, application/json"
OWN = "own"
NONE = "none"
WRONG = "wrong"
# Nearly right: its own with more behind them, and the first half of them.
LENGTHENED = "lengthened"
SHORTENED = "shortened"
EXPIRED = "expired"
# RFC 9110, 9.2.2: what may be sent twice without another effect. A deletion is not repeated: the answer to the second
# is another one.
_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "PUT"})
# One opportunity too many for a test is deleted with the others.
_HARMLESS = frozenset({"test-opportunity"})
# A Seller may be made to act once more where nothing was done; what else is posted makes one more of something.
_ACTS = frozenset({"test-action"})


class NotSent(Exception):
    """The message was not sent; what it says is the reason, ``remedy`` how the next run can.

    ``exchange`` is the id of the one that led to it, if there is one.
    """

    def __init__(self, message: str, remedy: str = "", exchange: str | None = None) -> None:
        super().__init__(message)
        self.remedy = remedy
        self.exchange = exchange


class LimitReached(NotSent):
    """A limit of the run cuts off what was to be sent."""


class ForeignOrigin(NotSent):
    """The configuration does not name the origin of the request."""


@dataclass(frozen=True)
class Message:
    """A request in the words of the specification.

    ``body`` is JSON to be written, amounts with the digits that they were read with; ``raw`` is a text to be sent as it
    is. ``partner`` "" sends no credentials at all; ``credentials`` says whether its own, none, wrong or expired ones
    are used, or its own with something changed; ``authorization`` is sent instead of them, which it is where they have
    expired. ``confidential`` says that the answer holds secrets, which are taken out of the record and kept for whoever
    asked (``Session.secrets_in``).
    """

    call: str
    method: str
    url: str
    body: object = None
    raw: str | None = None
    partner: str = ""
    seller: str | None = None
    credentials: str = OWN
    authorization: str = ""
    confidential: bool = False
    order_uuid: str | None = None
    scenario: str = ""
    step: str = ""
    intent: str = "ordinary"
    accept: str = BOOKING_MEDIA_TYPE
    content_type: str = BOOKING_MEDIA_TYPE
    clean_up: bool = False

    @cached_property
    def text(self) -> str | None:
        """The body as it is sent."""
        if self.raw is not None:
            return self.raw
        return None if self.body is None else encode(self.body)

    @property
    def repeatable(self) -> bool:
        """Return whether sending it twice has the effect and the answer of sending it once."""
        return self.method in _REPEATABLE or self.call in _HARMLESS

    @property
    def repeatable_if_unprocessed(self) -> bool:
        """Return whether it may be sent again after an answer which says that nothing was done."""
        return self.method != "POST" or self.call in _HARMLESS | _ACTS
