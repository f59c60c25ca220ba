"""HTTP with a target that is not trusted: limits of time and size, no redirects, known origins only."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, Self

import httpx

from booking_conformance.config.model import host_of, is_loopback
from booking_conformance.exchange import Request, Response
from booking_conformance.origins import origin

if TYPE_CHECKING:
    from types import TracebackType

    from booking_conformance.config import Limits, Network


class ForeignOrigin(Exception):
    """A request to an origin that the configuration does not name."""


class Wire:
    """Sends requests and returns what came back, or why nothing did. It follows nothing and believes nothing."""

    def __init__(self, network: Network, limits: Limits) -> None:
        self._network = network
        self._limits = limits
        self._origins: set[str] = set()
        self._clients: dict[bool, httpx.AsyncClient] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()

    def allow(self, url: str) -> None:
        """Let requests go to the origin of ``url``."""
        self._origins.add(origin(url))

    def allows(self, url: str) -> bool:
        """Tell whether requests may go to ``url``."""
        return origin(url) in self._origins

    def _client(self, url: str) -> httpx.AsyncClient:
        near = is_loopback(host_of(url))
        if near not in self._clients:
            self._clients[near] = self._new_client(near=near)
        return self._clients[near]

    def _new_client(self, *, near: bool) -> httpx.AsyncClient:
        connections = self._limits.concurrency or 4
        return httpx.AsyncClient(
            trust_env=False,
            follow_redirects=False,
            proxy=None if near else self._network.proxy,
            verify=_tls(self._network) if not near or self._network.ca_bundle else True,
            timeout=httpx.Timeout(self._network.timeout),
            limits=httpx.Limits(max_connections=connections + 4, max_keepalive_connections=connections + 4),
        )

    async def send(self, request: Request) -> tuple[Response | None, str | None]:
        """Return the response, or None and the reason why there is none. The body is read up to the limit of bytes."""
        if not self.allows(request.url):
            raise ForeignOrigin(f"{request.url} is outside the configured origins")
        try:
            async with asyncio.timeout(self._network.timeout):
                return await self._exchange(request), None
        except TimeoutError:
            return None, f"no complete answer within {self._network.timeout:g} s"
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, ValueError, OSError) as error:
            return None, f"{type(error).__name__}: {error}" if str(error) else type(error).__name__

    async def _exchange(self, request: Request) -> Response:
        content = request.body.encode() if request.body is not None else None
        client = self._client(request.url)
        async with client.stream(request.method, request.url, headers=list(request.headers), content=content) as answer:
            body = bytearray()
            truncated = False
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > self._limits.response_bytes:
                    del body[self._limits.response_bytes :]
                    truncated = True
                    break
        headers = tuple((name, value) for name, value in answer.headers.multi_items())
        return Response(answer.status_code, headers, body.decode("utf-8", errors="replace"), truncated)


def _tls(network: Network) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=network.ca_bundle)
    if network.client_cert:
        context.load_cert_chain(network.client_cert)
    return context
