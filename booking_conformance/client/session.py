"""One run's way to the target: every request passes here, is counted, limited, journalled, redacted and recorded."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from booking_conformance.client.credentials import OWN
from booking_conformance.client.limiter import retry_after
from booking_conformance.client.transport import ForeignOrigin
from booking_conformance.recording import Exchange, Request

if TYPE_CHECKING:
    from booking_conformance.client.budget import Budget
    from booking_conformance.client.credentials import Credentials
    from booking_conformance.client.journal import Journal
    from booking_conformance.client.limiter import Limiter
    from booking_conformance.client.recorder import Recorder
    from booking_conformance.client.transport import Wire
    from booking_conformance.recording import Response

BOOKING_MEDIA_TYPE = "application/vnd.openactive.booking+json; version=1"
OPEN_FEED_MEDIA_TYPES = "application/vnd.openactive.rpde+json; version=1, application/json"
_THROTTLED_TRIES = 3


@dataclass(frozen=True)
class Message:
    """A request in the words of the specification.

    ``body`` is JSON to be written, ``raw`` a text to be sent as it is. ``partner`` "" sends no credentials at all;
    ``credentials`` says whether its own, none or wrong ones are used.
    """

    call: str
    method: str
    url: str
    body: object = None
    raw: str | None = None
    partner: str = ""
    seller: str | None = None
    credentials: str = OWN
    order_uuid: str | None = None
    scenario: str = ""
    step: str = ""
    intent: str = "ordinary"
    accept: str = BOOKING_MEDIA_TYPE
    content_type: str = BOOKING_MEDIA_TYPE
    tidying: bool = False

    @property
    def text(self) -> str | None:
        """The body as it is sent."""
        if self.raw is not None:
            return self.raw
        return None if self.body is None else json.dumps(self.body, ensure_ascii=False, default=str)


class Session:
    """Sends messages. What it returns is what was recorded: redacted, and good enough to go on with."""

    def __init__(
        self,
        wire: Wire,
        limiter: Limiter,
        budget: Budget,
        recorder: Recorder,
        journal: Journal,
        credentials: Credentials,
    ) -> None:
        self.wire = wire
        self.limiter = limiter
        self.budget = budget
        self.recorder = recorder
        self.journal = journal
        self._credentials = credentials

    async def send(self, message: Message) -> Exchange:
        """Send a message and return the recorded exchange; when the target asks to slow down, wait and repeat.

        Raises LimitReached when a limit of the run forbids it, and ForeignOrigin for a URL outside the configuration.
        """
        for _ in range(_THROTTLED_TRIES):
            exchange = await self._send_once(message)
            if exchange.status != 429:
                return exchange
            self.limiter.hold(retry_after(exchange.response_header("Retry-After")))
        return exchange

    async def _send_once(self, message: Message) -> Exchange:
        if not self.wire.allows(message.url):
            raise ForeignOrigin(f"{message.url} is outside the configured origins")
        self.budget.spend(message)
        request = await self._request(message)
        whose = (message.call, message.order_uuid or "", message.partner, message.seller or "")
        own = message.order_uuid is not None and message.credentials == OWN
        if own:
            self.journal.sending(*whose)
        self.recorder.redactor.plant(message.body)
        async with self.limiter.place():
            exchange = await self._record(message, request)
        if own and exchange.response is not None:
            self.journal.answered(*whose, succeeded=exchange.succeeded)
        self.budget.note(exchange)
        return exchange

    async def _request(self, message: Message) -> Request:
        headers = [("Accept", message.accept)]
        if message.text is not None:
            headers.append(("Content-Type", message.content_type))
        if message.partner:
            own = await self._credentials.headers(message.partner, message.seller, message.credentials)
            headers += own.items()
        return Request(message.method, message.url, tuple(headers), message.text)

    async def _record(self, message: Message, request: Request) -> Exchange:
        identifier = self.recorder.next_id()
        started, clock = datetime.now(UTC), time.perf_counter()
        response, error = await self.wire.send(request)
        throttled = response is not None and response.status == 429
        return self.recorder.record(
            identifier,
            call=message.call,
            request=request,
            response=_without_length(response),
            started=started,
            duration_ms=(time.perf_counter() - clock) * 1000,
            error=error,
            scenario=message.scenario,
            step=f"{message.step} (throttled)" if throttled else message.step,
            partner=message.partner,
            order_uuid=message.order_uuid,
            intent=message.intent,
        )


def _without_length(response: Response | None) -> Response | None:
    """Drop the headers that describe the transfer and not the message: they differ from run to run."""
    if response is None:
        return None
    transfer = {"content-length", "transfer-encoding", "connection", "content-encoding"}
    kept = tuple((name, value) for name, value in response.headers if name.lower() not in transfer)
    return replace(response, headers=kept)
