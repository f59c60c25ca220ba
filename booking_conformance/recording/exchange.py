"""One request and its response, as recorded: redacted, immutable, and readable without fear."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from booking_conformance.recording.parsed_texts import LATEST, PARSED

if TYPE_CHECKING:
    from booking_conformance.recording.document import Document

Recorded = TypeVar("Recorded", "Request", "Response", "Exchange")
Headers = tuple[tuple[str, str], ...]
#: The profile whose messages may have the keys of its examples (``earlier_keys``).
VERSION_1_0 = "1.0"
# Calls of the imin checkout, whose bodies have such keys in every version.
_OF_CHECKOUT = frozenset({"checkout-session", "standalone-checkout-session"})
_LOCATION_SHOWN = 200
#: The calls that are pages of feeds.
FEEDS = ("open-feed", "orders-feed", "order-proposals-feed")
#: The beginning of the year in which an exchange is put that a recorder gave no time.
UNTIMED = datetime(1970, 1, 1, tzinfo=UTC)
# What is frozen is not set by name.
_put = object.__setattr__


def header(headers: Headers, name: str) -> str | None:
    """Return the first header of that name, or None."""
    wanted, length = name.lower(), len(name)
    for key, value in headers:
        if len(key) == length and key.lower() == wanted:
            return value
    return None


def altered(value: Recorded, **fields: object) -> Recorded:
    """Return a copy in which some fields are others.

    ``dataclasses.replace`` asks for each field and takes twice as long, which shows where millions are altered.
    """
    names = type(value).__slots__
    if unknown := fields.keys() - names:
        raise TypeError(f"{type(value).__name__} has no {', '.join(sorted(unknown))}")
    copy = object.__new__(type(value))
    for name in names:
        _put(copy, name, fields[name] if name in fields else getattr(value, name))
    return copy


class NotRecorded(Exception):
    """What is asked for was said, but the recorder left it out: nothing can be concluded from it."""


class CutOff(NotRecorded):
    """What is asked for was said, in a response that exceeds the size limit of a run; ``exchange`` is its id."""

    remedy = "If you intend a response of this size, raise response_bytes under [limits]."

    def __init__(self, exchange: str) -> None:
        super().__init__(f"the response in {exchange} exceeds the size limit")
        self.exchange = exchange


class _Compact:
    """What a recording has thousands of: without a dictionary each, and pickled as its fields in their order."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple([getattr(self, name) for name in type(self).__slots__])


@dataclass(frozen=True, slots=True)
class Request(_Compact):
    """What was sent. ``body`` is None when there was none.

    ``body_lost`` and ``headers_lost`` tell that a recorder left them out, the latter also of some headers.
    """

    method: str
    url: str
    headers: Headers = ()
    body: str | None = None
    body_lost: bool = False
    headers_lost: bool = False


@dataclass(frozen=True, slots=True)
class Response(_Compact):
    """What came back. ``truncated`` means that the body exceeds the size limit; nothing of it is kept.

    ``body_lost`` and ``headers_lost`` tell that a recorder left them out.
    """

    status: int
    headers: Headers = ()
    body: str = ""
    truncated: bool = False
    body_lost: bool = False
    headers_lost: bool = False


@dataclass(frozen=True, slots=True)
class Exchange(_Compact):
    """A request and its response, or the reason why none came.

    ``call`` names the row of ``schemas/calls.yaml`` (C1, B, orders-feed ...), "" for a request that is none of
    them. ``intent`` is ``ordinary`` for a message that a conformant system accepts when it can, ``improper`` for
    one that is wrong on purpose: rules about what a response reflects do not hold for what should never have been
    sent. ``superseded`` means that the target had a bad moment and the request was sent again: it is recorded, not
    judged. ``profile`` says which version of the specification was spoken, "" the current one. ``clock`` names the
    clock that its times are of, "" the one that was seen first. ``place`` says for a person where it stands in a file
    of others.
    """

    id: str
    call: str
    request: Request
    response: Response | None
    started: datetime
    duration_ms: float
    error: str | None = None
    scenario: str = ""
    step: str = ""
    partner: str = ""
    order_uuid: str | None = None
    intent: str = "ordinary"
    superseded: bool = False
    profile: str = ""
    clock: str = ""
    place: str = ""

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def ended(self) -> datetime:
        """When its response had come, or it had failed, by the clock of this machine."""
        return self.started + timedelta(milliseconds=self.duration_ms)

    @property
    def is_timed(self) -> bool:
        """Return whether its recorder noted when it was sent."""
        return self.started.year > UNTIMED.year

    def surely_before(self, other: Exchange) -> bool:
        """Return whether this one had ended when the other began.

        What a recorder notes as begun at one moment, a second or a minute, may have been in either order, and so may
        whatever it gave no time, or two clocks gave their own.
        """
        timed = self.is_timed and other.is_timed and self.clock == other.clock
        return timed and self.started < other.started and self.ended <= other.started

    @property
    def text(self) -> str:
        """The response body as text, "" when no response came. Raises NotRecorded when it was not kept."""
        self._require_body()
        return self.response.body if self.response else ""

    @property
    def answer(self) -> Document:
        """The response body as a document; a missing one when there is none or it is not JSON.

        Raises NotRecorded when the body was not kept.
        """
        whose, document = LATEST.asked
        if whose is not self:
            self._require_body()
            document = self._answer
            LATEST.asked = self, document
        return document

    @property
    def json_error(self) -> str | None:
        """Why the response body is not JSON, or None. Raises NotRecorded when the body was not kept."""
        self._require_body()
        return PARSED.document(self.response.body)[1] if self.response and self.response.body else None

    @property
    def _answer(self) -> Document:
        return self._document(self.response.body if self.response else "")

    def _document(self, text: str) -> Document:
        earlier = self.profile == VERSION_1_0 and self.call not in _OF_CHECKOUT
        return LATEST.document(text, self.id, earlier_keys=earlier)

    @property
    def body_lost(self) -> bool:
        """Return whether a recorder left out the response body."""
        return self.response is not None and self.response.body_lost

    @property
    def is_whole(self) -> bool:
        """Return whether a response came, and all of its body was kept: then ``text`` and ``answer`` can be read."""
        return self.response is not None and not (self.response.truncated or self.response.body_lost)

    def _require_body(self) -> None:
        response = self.response
        if response is None:
            return
        if response.truncated:
            raise CutOff(self.id)
        if response.body_lost:
            raise NotRecorded("the response body was not recorded")

    @property
    def sent(self) -> Document:
        """The request body as a document. Raises NotRecorded when a recorder left it out."""
        whose, document = LATEST.told
        if whose is not self:
            if self.request.body_lost:
                raise NotRecorded("the request body was not recorded")
            document = self._document(self.request.body or "")
            LATEST.told = self, document
        return document

    @property
    def status(self) -> int:
        """The status code, 0 when no response came."""
        return self.response.status if self.response else 0

    @property
    def succeeded(self) -> bool:
        """Return whether the status is a 2xx."""
        return self.response is not None and 200 <= self.response.status < 300

    @property
    def refused(self) -> bool:
        """Return whether this is an answer with a 4xx or 5xx."""
        return self.response is not None and self.response.status >= 400

    @property
    def error_type(self) -> str | None:
        """The @type of the answer when it is an error document."""
        return self.answer.type if self.refused else None

    def response_header(self, name: str) -> str | None:
        """Return a header of the response by its name in any case; None without it or without a response."""
        return header(self.response.headers, name) if self.response else None

    @property
    def shown_type(self) -> str:
        """The @type of the answer for a person to read, "" where there is none or it was not recorded."""
        return self._answer.type or ""

    @property
    def redirected(self) -> str:
        """Where a redirect leads, for a person to read after its status; "" for any other answer."""
        location = self.response_header("Location") if self.status // 100 == 3 else None
        return f", a redirect to {location[:_LOCATION_SHOWN]}; redirects are not followed" if location else ""

    @property
    def summary(self) -> str:
        """One line for a person: the step, the request line and what came of it."""
        outcome = f"{self.status}{self.redirected}" if self.response else f"no response ({self.error})"
        large = self.response is not None and self.response.truncated
        kind = " (exceeds the size limit)" if large else f" {self.shown_type}".rstrip()
        noted = f" ({self.noted})" if self.place else ""
        return f"{self.step or self.call}: {self.request.method} {self.request.url} → {outcome}{kind}{noted}"

    @property
    def noted(self) -> str:
        """Where it stands in a file of others and when it was sent, by the recorder's clock."""
        return f"{self.place}, {self.started:%Y-%m-%dT%H:%M:%SZ}" if self.is_timed else self.place

    def curl(self) -> str:
        """Return a shell command that sends the request again; secrets are named, not shown."""
        parts = ["curl", "-i", "-X", self.request.method, self.request.url]
        for name, value in self.request.headers:
            parts += ["-H", f"{name}: {value}"]
        if self.request.body is not None:
            parts += ["--data-raw", self.request.body]
        return shlex.join(parts)
