"""HTTP with a target that is not trusted: limits of time and size, no redirects, no cookies, known origins only."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Self

import h11

from booking_conformance.client.address import address_of
from booking_conformance.client.body import ACCEPTED, read_body
from booking_conformance.client.message import ForeignOrigin
from booking_conformance.client.wires import Wires, proxy_headers
from booking_conformance.recording import Request, Response
from booking_conformance.recording.parsed_texts import parsed_size
from booking_conformance.urls import origin

if TYPE_CHECKING:
    from types import TracebackType

    from booking_conformance.client.address import Address
    from booking_conformance.client.wire import Pairs, Wire
    from booking_conformance.config import Limits, Network


_MOST_LARGE_BODIES = 4
# What is not a page is as large at most as this part of one: an Order of a thousand items is smaller.
_PAGE_TO_MESSAGE = 4
# How much larger than its text a document may be in memory. Those of booking systems are seven times as large.
_TEXT_TO_DOCUMENT = 10
# These have a body; where there is none, they say so.
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class _ClosedWhileKept(Exception):
    """The server closed a kept connection before it answered anything."""


class Transport:
    """Sends requests and returns what came back, or why nothing did. It follows nothing and believes nothing."""

    def __init__(self, network: Network, limits: Limits) -> None:
        self._network = network
        self._limits = limits
        self._origins: set[str] = set()
        self._wires = Wires(network)
        self._large_bodies = asyncio.Semaphore(_MOST_LARGE_BODIES)
        self.reconnects = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._wires.close()

    def allow(self, url: str) -> None:
        """Let requests go to the origin of ``url``."""
        self._origins.add(origin(url))

    def allows(self, url: str) -> bool:
        """Return whether requests may go to ``url``."""
        return origin(url) in self._origins

    @property
    def user_agent(self) -> str:
        """What the suite calls itself."""
        return self._network.user_agent

    async def send(self, request: Request, *, page: bool = False) -> tuple[Response | None, str | None]:
        """Return the response, or None and the reason why there is none. The body is read up to the limit of bytes.

        The limit is ``response_bytes`` for a ``page`` of a feed or of a dataset site, and a part of it for the rest.

        A kept connection that the server closes just as a request goes over it is replaced: the server never saw it.
        """
        if not self.allows(request.url):
            raise ForeignOrigin(f"{request.url} is outside the configured origins")
        most_bytes = self._limits.response_bytes // (1 if page else _PAGE_TO_MESSAGE)
        try:
            async with asyncio.timeout(self._network.timeout):
                try:
                    return await self._exchange(request, most_bytes), None
                except _ClosedWhileKept:
                    self.reconnects += 1
                    return await self._exchange(request, most_bytes, fresh=True), None
        except TimeoutError:
            return None, f"no complete answer within {self._network.timeout:g} s"
        except _ClosedWhileKept as closed:
            return None, str(closed)
        except (h11.ProtocolError, ValueError, OSError) as error:
            return None, _told(error)

    async def _exchange(self, request: Request, most_bytes: int, *, fresh: bool = False) -> Response:
        address = address_of(request.url)
        kept = None if fresh else self._wires.kept(address.server)
        if kept is None:
            async with self._wires.opened(address) as wire:
                return await self._over(wire, request, address, most_bytes)
        return await self._over(kept, request, address, most_bytes, kept=True)

    async def _over(
        self, wire: Wire, request: Request, address: Address, most_bytes: int, *, kept: bool = False
    ) -> Response:
        try:
            head = await self._ask(wire, request, address, kept=kept)
            pairs = _readable(head)
            coding = ", ".join(value for name, value in pairs if name == "content-encoding")
            async with aclosing(wire.body()) as chunks:
                body, cut_off = await read_body(chunks, coding, most_bytes, self._large_bodies)
        except BaseException:
            # A connection whose exchange was broken off carries no other.
            wire.close()
            raise
        self._wires.give_back(wire, address.server)
        text = body.decode("utf-8", errors="replace")
        if cut_off or parsed_size(text) > most_bytes * _TEXT_TO_DOCUMENT:
            return Response(head.status_code, pairs, truncated=True)
        return Response(head.status_code, pairs, text)

    async def _ask(self, wire: Wire, request: Request, address: Address, *, kept: bool) -> h11.Response:
        content = request.body.encode() if request.body is not None else None
        headers = [*self._headers(request, address), *_length(request, content)]
        proxy = self._wires.proxy_of(address.server)
        target = address.target
        if proxy and not address.server.secure:
            headers += proxy_headers(proxy)
            target = address.absolute
        try:
            return await wire.ask(request.method, target, headers, content)
        except (h11.RemoteProtocolError, OSError) as error:
            if kept:
                raise _ClosedWhileKept(_told(error)) from error
            raise

    def _headers(self, request: Request, address: Address) -> Pairs:
        """Return the headers of a request: its own, and those without which it would not be understood."""
        said = {name.lower() for name, _ in request.headers}
        usual = [
            ("Host", address.authority),
            ("Accept", "*/*"),
            ("Accept-Encoding", ACCEPTED),
            ("Connection", "keep-alive"),
            ("User-Agent", self.user_agent),
            *([("Authorization", address.authorization)] if address.authorization else []),
        ]
        return [*(pair for pair in usual if pair[0].lower() not in said), *request.headers]


def _length(request: Request, content: bytes | None) -> Pairs:
    return [("Content-Length", str(len(content or b"")))] if content or request.method in _WITH_BODY else []


def _readable(head: h11.Response) -> tuple[tuple[str, str], ...]:
    """Return the headers of a response as text, their names in lower case: all in the first encoding that fits."""
    pairs = list(head.headers)
    for encoding in ("ascii", "utf-8"):
        with suppress(UnicodeDecodeError):
            return tuple((name.decode(encoding), value.decode(encoding)) for name, value in pairs)
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
