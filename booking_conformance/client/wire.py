"""One connection to a server, and HTTP/1.1 over it: h11 reads and writes the messages, asyncio carries them.

A run sends thousands of requests one after the other over few connections; a third of its time went into what a client
for every purpose does around them.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import h11

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncGenerator, Sequence

    Pairs = Sequence[tuple[str, str]]

# Headers larger than this end the exchange.
_MOST_HEADER_BYTES = 100 * 1024
# As much may wait to be read; the server is held up until somebody does.
_MOST_WAITING_BYTES = 256 * 1024


class Wire(asyncio.Protocol):
    """A connection that carries one exchange at a time: ``ask``, then ``body`` to its end, then ``keep``."""

    def __init__(self) -> None:
        self._transport: Any = None
        self._http = _connection()
        self._arrived: list[bytes] = []
        self._waiting_bytes = 0
        self._ended = False
        self._failure: Exception | None = None
        self._news: asyncio.Future[None] | None = None
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take over the transport."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep what arrived for whoever reads."""
        self._arrived.append(data)
        self._waiting_bytes += len(data)
        if self._waiting_bytes > _MOST_WAITING_BYTES:
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Note that the server says no more."""
        self._ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the connection is gone, and why."""
        self._ended, self._failure = True, exc
        self._wake()
        if not self.lost.done():
            self.lost.set_result(None)

    @property
    def usable(self) -> bool:
        """Whether another request may go over it: a server that closed it, or speaks unasked, gets none."""
        return not self._ended and not self._arrived

    async def ask(self, method: str, target: str, headers: Pairs, content: bytes | None) -> h11.Response:
        """Send a request and return the head of its response.

        Raises h11.ProtocolError for what is not HTTP, OSError when the connection breaks.
        """
        request = h11.Request(method=method, target=target, headers=list(headers))
        events = [request, *([h11.Data(data=content)] if content else []), h11.EndOfMessage()]
        # A server may refuse before it has read everything: what it says is read all the same.
        with suppress(ConnectionError):
            self._transport.write(b"".join(self._http.send(event) or b"" for event in events))
        while not isinstance(event := await self._next_event(), h11.Response):
            pass
        return event

    async def body(self) -> AsyncGenerator[bytes, None]:
        """Yield the body of the response, as it is on the wire."""
        while isinstance(event := await self._next_event(), h11.Data):
            yield bytes(event.data)

    def keep(self) -> bool:
        """Make ready for the next request; return whether the exchange is complete and the connection stays open."""
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE or not self.usable:
            return False
        self._http.start_next_cycle()
        return not self._http.trailing_data[0]

    def close(self) -> None:
        """Close the connection at once; ``lost`` is done when it is."""
        self._transport.abort()

    async def tunnel(self, host: str, port: int, headers: Pairs, tls: ssl.SSLContext) -> None:
        """Have a proxy connect to a host, and speak TLS with that. Raises OSError when the proxy refuses."""
        authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        answer = await self.ask("CONNECT", authority, [("Host", authority), *headers], None)
        if not 200 <= answer.status_code < 300:
            raise ConnectionRefusedError(f"the proxy returned {answer.status_code}")
        self._http = _connection()
        loop = asyncio.get_running_loop()
        self._transport = await loop.start_tls(self._transport, self, tls, server_hostname=host)

    async def _next_event(self) -> Any:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            data = await self._read()
            if not data and self._http.their_state is h11.SEND_RESPONSE:
                raise h11.RemoteProtocolError("Server disconnected without sending a response.")
            self._http.receive_data(data)
        return event

    async def _read(self) -> bytes:
        """Return what arrived, when there is something; nothing at the end."""
        while not self._arrived and not self._ended:
            self._news = asyncio.get_running_loop().create_future()
            await self._news
        if not self._arrived and self._failure is not None:
            raise self._failure
        data = b"".join(self._arrived)
        self._arrived.clear()
        if self._waiting_bytes > _MOST_WAITING_BYTES:
            self._transport.resume_reading()
        self._waiting_bytes = 0
        return data

    def _wake(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)


def _connection() -> h11.Connection:
    return h11.Connection(h11.CLIENT, max_incomplete_event_size=_MOST_HEADER_BYTES)
