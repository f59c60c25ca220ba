"""The connections of a run: opened when they are needed, directly or through a proxy, and kept for the next request."""

from __future__ import annotations

import asyncio
import ssl
from collections import defaultdict
from contextlib import asynccontextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from booking_conformance.client.address import Server, address_of
from booking_conformance.client.wire import Wire
from booking_conformance.urls import is_loopback

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from booking_conformance.client.address import Address
    from booking_conformance.config import Network

_MOST_CONNECTING = 4
_MOST_SECONDS_TO_CLOSE = 1.0
# How long a second address of a host waits for the first to answer (RFC 8305).
_HEAD_START_S = 0.25


class Wires:
    """Lends a connection to whoever sends, to nobody else until it is given back."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._idle: dict[Server, list[Wire]] = defaultdict(list)
        self._open: set[Wire] = set()
        self._connecting = asyncio.Semaphore(_MOST_CONNECTING)

    async def close(self) -> None:
        """Close all connections."""
        self._idle.clear()
        for wire in self._open:
            wire.close()
        if self._open:
            await asyncio.wait([wire.lost for wire in self._open], timeout=_MOST_SECONDS_TO_CLOSE)
        self._open.clear()

    def kept(self, server: Server) -> Wire | None:
        """Return a connection that is open already, if there is one."""
        while self._idle[server]:
            wire = self._idle[server].pop()
            if wire.usable:
                return wire
            wire.close()
        return None

    def give_back(self, wire: Wire, server: Server) -> None:
        """Take a connection back: one that can carry another request is kept, any other is closed."""
        if wire.keep():
            self._idle[server].append(wire)
        else:
            wire.close()

    @asynccontextmanager
    async def opened(self, address: Address) -> AsyncIterator[Wire]:
        """Lend a new connection. Few are opened at a time: a burst overflows the queue of a small server."""
        async with self._connecting:
            wire = await self._connect(address.server)
            self._open.add(wire)
            wire.lost.add_done_callback(lambda _: self._open.discard(wire))
            yield wire

    def proxy_of(self, server: Server) -> Address | None:
        """Return the proxy on the way to a server, if there is one."""
        proxy = self._network.proxy
        return address_of(proxy) if proxy and not is_loopback(server.host) else None

    async def _connect(self, server: Server) -> Wire:
        proxy = self.proxy_of(server)
        wire = await self._dial(proxy.server if proxy else server)
        if proxy and server.secure:
            try:
                await wire.tunnel(server.host, server.port, proxy_headers(proxy), self._tls)
            except BaseException:
                wire.close()
                raise
        return wire

    async def _dial(self, server: Server) -> Wire:
        _, wire = await asyncio.get_running_loop().create_connection(
            Wire,
            server.host,
            server.port,
            ssl=self._tls if server.secure else None,
            happy_eyeballs_delay=_HEAD_START_S,
        )
        return wire

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        # To load the certificates of all authorities takes as long as a dozen requests: it is done for TLS alone.
        context = ssl.create_default_context(cafile=self._network.ca_bundle)
        if self._network.client_cert:
            context.load_cert_chain(self._network.client_cert)
        context.set_alpn_protocols(["http/1.1"])
        return context


def proxy_headers(proxy: Address) -> list[tuple[str, str]]:
    """Return the headers that the credentials in the URL of a proxy make."""
    return [("Proxy-Authorization", proxy.authorization)] if proxy.authorization else []
