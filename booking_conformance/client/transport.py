"""HTTP with a target that is not trusted: limits of time and size, no redirects, known origins only."""

from __future__ import annotations

import asyncio
import ssl
from collections import defaultdict
from contextlib import asynccontextmanager
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Self

from booking_conformance.client.body import ACCEPTED, read_body
from booking_conformance.client.http_library import httpx
from booking_conformance.client.message import ForeignOrigin
from booking_conformance.client.unreachable import THROUGH_PROXY
from booking_conformance.config.certificates import tls_context
from booking_conformance.recording import Request, Response
from booking_conformance.recording.parsed_texts import parsed_size
from booking_conformance.urls import host_of, is_loopback, origin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import TracebackType

    from booking_conformance.config import Limits, Network


_MOST_CONNECTING = 4
_MOST_LARGE_BODIES = 4
# What is not a page is as large at most as this part of one: an Order of a thousand items is smaller.
_PAGE_TO_MESSAGE = 4
# How much larger than its text a document may be in memory. Those of booking systems are seven times as large.
_TEXT_TO_DOCUMENT = 10
_URLS_KEPT = 200


class _ClosedWhileKept(Exception):
    """The server closed a kept connection before it answered anything."""


class _Kind(NamedTuple):
    """What a client is good for: targets on loopback or elsewhere, with TLS or without."""

    near: bool
    secure: bool


class Transport:
    """Sends requests and returns what came back, or why nothing did. It follows nothing and believes nothing.

    It uses httpx without its client, which keeps cookies and follows redirects: a cookie is the target's way to know a
    caller again, and each request is to be known by its credentials alone.
    """

    def __init__(self, network: Network, limits: Limits) -> None:
        self._network = network
        self._limits = limits
        self._timeout = httpx.Timeout(network.timeout).as_dict()
        self._defaults = (("User-Agent", network.user_agent), ("Accept-Encoding", ACCEPTED), ("Accept", "*/*"))
        self._origins: set[str] = set()
        self._idle: dict[_Kind, list[httpx.AsyncHTTPTransport]] = defaultdict(list)
        self._clients: list[httpx.AsyncHTTPTransport] = []
        self._connecting = asyncio.Semaphore(_MOST_CONNECTING)
        self._large_bodies = asyncio.Semaphore(_MOST_LARGE_BODIES)
        self.reconnects = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients:
            await client.aclose()
        self._clients.clear()
        self._idle.clear()

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

    @asynccontextmanager
    async def _client(self, url: str, *, fresh: bool) -> AsyncIterator[httpx.AsyncHTTPTransport]:
        """Lend a client that nobody uses. Each has one connection: a common pool looks through all at every request.

        A client whose request was broken off is not lent again: its only connection may never become free.
        """
        kind = _kind(url)
        if self._idle[kind] and not fresh:
            client = self._idle[kind].pop()
            yield client
        else:
            # A burst of new connections overflows the queue of a small server, which then resets some.
            async with self._connecting:
                client = self._new_client(kind)
                yield client
        self._idle[kind].append(client)

    def _new_client(self, kind: _Kind) -> httpx.AsyncHTTPTransport:
        client = httpx.AsyncHTTPTransport(
            trust_env=False,
            proxy=self._proxy_for(kind),
            # To load the certificates of all authorities takes as long as a dozen requests.
            verify=self._tls if kind.secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
        )
        self._clients.append(client)
        return client

    def _proxy_for(self, kind: _Kind) -> str | None:
        proxy = self._network.proxy
        return None if kind.near or proxy is None else proxy.get_secret_value()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return tls_context(self._network)

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
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, ValueError, OSError) as error:
            how = "" if self._proxy_for(_kind(request.url)) is None else THROUGH_PROXY
            return None, f"{how}{type(error).__name__}: {error}" if str(error) else f"{how}{type(error).__name__}"

    async def _exchange(self, request: Request, most_bytes: int, *, fresh: bool = False) -> Response:
        async with self._client(request.url, fresh=fresh) as client:
            return await self._over(client, request, most_bytes)

    async def _over(self, client: httpx.AsyncHTTPTransport, request: Request, most_bytes: int) -> Response:
        content = request.body.encode() if request.body is not None else None
        named = {name.lower() for name, _ in request.headers}
        headers = [*request.headers, *(default for default in self._defaults if default[0].lower() not in named)]
        connected = False

        async def trace(event: str, _: object) -> None:
            nonlocal connected
            connected = connected or event == "connection.connect_tcp.started"

        extensions = {"trace": trace, "timeout": self._timeout}
        url = _parsed(request.url)
        built = httpx.Request(request.method, url, headers=headers, content=content, extensions=extensions)
        try:
            answer = await client.handle_async_request(built)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.CloseError) as error:
            if not connected:
                raise _ClosedWhileKept(f"{type(error).__name__}: {error}") from error
            raise
        try:
            body, cut_off = await read_body(answer, most_bytes, self._large_bodies)
        finally:
            await answer.aclose()
        pairs = tuple((name, value) for name, value in answer.headers.multi_items())
        text = body.decode("utf-8", errors="replace")
        if cut_off or parsed_size(text) > most_bytes * _TEXT_TO_DOCUMENT:
            return Response(answer.status_code, pairs, truncated=True)
        return Response(answer.status_code, pairs, text)


def _kind(url: str) -> _Kind:
    return _Kind(near=is_loopback(host_of(url)), secure=url.lower().startswith("https:"))


@lru_cache(_URLS_KEPT)
def _parsed(url: str) -> httpx.URL:
    """Return a URL as httpx has it, which looks at each of its letters."""
    return httpx.URL(url)
