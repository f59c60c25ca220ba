"""One run's way to the target: every request passes here, is counted, limited, journalled, redacted and recorded."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from booking_conformance.client.message import BOOKING_MEDIA_TYPE, OWN, ForeignOrigin
from booking_conformance.client.retry import is_throttled, pause_before_repeating, tries_of
from booking_conformance.client.tokens.confidential import kept_secrets
from booking_conformance.recording import FEEDS, Exchange, Request

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

    from booking_conformance.client.budget import Budget
    from booking_conformance.client.credentials import Credentials
    from booking_conformance.client.journal import Journal
    from booking_conformance.client.limiter import Limiter
    from booking_conformance.client.message import Message
    from booking_conformance.client.recorder import Recorder
    from booking_conformance.client.transport import Transport
    from booking_conformance.recording import Response

T = TypeVar("T")

_PAGES = {*FEEDS, "dataset-site"}
_SECONDS_TO_CLOSE = 1.0
_UNAUTHORIZED = 401


class Session:
    """Sends messages. What it returns is what was recorded: redacted, and good enough to go on with."""

    def __init__(
        self,
        transport: Transport,
        limiter: Limiter,
        budget: Budget,
        recorder: Recorder,
        journal: Journal,
        credentials: Credentials,
        media_type: str = "",
    ) -> None:
        self.transport = transport
        self.limiter = limiter
        self.budget = budget
        self.recorder = recorder
        self.journal = journal
        self.credentials = credentials
        self._media_type = media_type or BOOKING_MEDIA_TYPE
        self._secrets: dict[str, Mapping[str, str]] = {}
        self._answers = 0
        self._in_flight = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._background: set[asyncio.Task[Any]] = set()

    async def send(self, message: Message) -> Exchange:
        """Send a message and return the recorded exchange; where the target had a bad moment, send it again.

        Raises LimitReached when a limit of the run forbids it, and ForeignOrigin for a URL outside the configuration.
        """
        exchange = await self._send_with_good_token(message)
        tries = 1
        while (pause := self._pause_before_repeating(exchange, message, tries)) is not None:
            tries += 1
            self.recorder.supersede(exchange)
            if exchange.response is None:
                await asyncio.sleep(pause)
            else:
                self.limiter.hold(pause)
            exchange = await self._send_with_good_token(message)
        self.budget.note(exchange)
        return exchange

    async def _send_with_good_token(self, message: Message) -> Exchange:
        """Send a message, and again where its token has ended unforeseen."""
        before = time.monotonic()
        exchange = await self._send_once(message)
        own = exchange.status == _UNAUTHORIZED and message.credentials == OWN and not message.authorization
        if not own or not self.credentials.outlived(message.partner, message.seller, before):
            return exchange
        self.recorder.supersede(exchange)
        return await self._send_once(message)

    def _pause_before_repeating(self, exchange: Exchange, message: Message, tries: int) -> float | None:
        """Return the seconds to wait before sending again what was sent so often; None where its answer stands."""
        if tries >= tries_of(exchange) or (exchange.response is None and not self._answers):
            return None
        pause = pause_before_repeating(exchange, message, tries)
        if pause is None or pause > self.budget.seconds_left:
            return None
        return pause if is_throttled(exchange) or self.budget.may_repeat() else None

    def secrets_in(self, exchange: Exchange) -> Mapping[str, str]:
        """Return the secrets that a confidential answer held, by the names of their members."""
        return self._secrets.get(exchange.id, {})

    async def settle(self) -> None:
        """Wait until nothing that was sent is unanswered."""
        await self._idle.wait()

    def in_background(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Do work that sends, beside what asks for it, until the session is closed at the latest."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task

    async def close(self) -> None:
        """End what goes on in the background: what is being answered is awaited for a moment, and then cut off."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_TO_CLOSE if self._background else 0):
                while self._in_flight:
                    await self.settle()
        ending = list(self._background)
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    @property
    def retries(self) -> int:
        """How many requests were sent again."""
        return self.recorder.superseded + self.transport.reconnects

    async def _send_once(self, message: Message) -> Exchange:
        if not self.transport.allows(message.url):
            raise ForeignOrigin(f"{message.url} is outside the configured origins")
        self.budget.spend(message)
        request = await self._request(message)
        whose = (message.call, message.order_uuid or "", message.partner, message.seller or "")
        own = message.order_uuid is not None and message.credentials == OWN
        async with self.limiter.place():
            if own:
                self.journal.sending(*whose)
            self.recorder.redactor.plant(message.body)
            exchange = await self._record(message, request)
        if own and exchange.response is not None:
            self.journal.answered(*whose, succeeded=exchange.succeeded, body=message.body)
        self.budget.settle(exchange)
        if self.recorder.full:
            self.budget.stop("the recording is as large as recording_bytes under [limits] allows")
        self._answers += exchange.response is not None
        return exchange

    async def _request(self, message: Message) -> Request:
        headers = [("Accept", self._as_spoken(message.accept)), ("User-Agent", self.transport.user_agent)]
        if message.text is not None:
            headers.append(("Content-Type", self._as_spoken(message.content_type)))
        if message.authorization:
            headers.append(("Authorization", message.authorization))
        elif message.partner:
            own = await self.credentials.headers(message.partner, message.seller, message.credentials)
            headers += own.items()
        return Request(message.method, message.url, tuple(headers), message.text)

    def _as_spoken(self, media_type: str) -> str:
        """Return a media type as the chosen revision of the specification writes it."""
        return self._media_type if media_type == BOOKING_MEDIA_TYPE else media_type

    async def _record(self, message: Message, request: Request) -> Exchange:
        identifier = self.recorder.next_id()
        started, clock = datetime.now(UTC), time.perf_counter()
        described: dict[str, Any] = {
            "call": message.call,
            "request": request,
            "started": started,
            "scenario": message.scenario,
            "step": message.step,
            "partner": message.partner,
            "order_uuid": message.order_uuid,
            "intent": message.intent,
        }
        self.recorder.begin(identifier, **described)
        record = partial(self.recorder.record, identifier, **described)
        self._in_flight += 1
        self._idle.clear()
        try:
            response, error = await self.transport.send(request, page=message.call in _PAGES)
        except asyncio.CancelledError:
            # What was sent is recorded, also when its scenario is cut off: no number is left out.
            record(response=None, error="cut off before it was answered", duration_ms=_milliseconds_since(clock))
            raise
        finally:
            self._in_flight -= 1
            if not self._in_flight:
                self._idle.set()
        if message.confidential and response is not None:
            self._secrets[identifier] = kept_secrets(response, self.recorder.redactor)
        return record(response=_without_length(response), error=error, duration_ms=_milliseconds_since(clock))


def _milliseconds_since(clock: float) -> float:
    return (time.perf_counter() - clock) * 1000


def _without_length(response: Response | None) -> Response | None:
    """Drop the headers that describe the transfer and not the message: they differ from run to run."""
    if response is None:
        return None
    transfer = {"content-length", "transfer-encoding", "connection", "content-encoding"}
    kept = tuple((name, value) for name, value in response.headers if name.lower() not in transfer)
    return replace(response, headers=kept)
