"""Waits on this machine for the redirect that ends a login in a browser (RFC 8252, 7.3)."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

from booking_conformance.errors import ConfigurationError
from booking_conformance.urls import host_of, is_loopback

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

_PATH: Final = "/callback"
_HEAD_SECONDS: Final = 10
_PAGE: Final = """HTTP/1.1 {status}\r
Content-Type: text/html; charset=utf-8\r
Content-Security-Policy: default-src 'none'\r
Connection: close\r
\r
<!DOCTYPE html><html lang="en"><title>booking-conformance</title><p>{text}</p></html>
"""


class RedirectReceiver:
    """Takes the one request that carries the ``state``: any other may be anybody's."""

    def __init__(self, redirect_uri: str | None) -> None:
        """``redirect_uri`` is that of the client; by default it is at a free port."""
        parts = urlsplit(redirect_uri or f"http://127.0.0.1:0{_PATH}")
        if parts.scheme != "http" or not is_loopback(host_of(parts.geturl())):
            raise ConfigurationError(f"redirect_uri: must be an http URL of this machine, not {redirect_uri}")
        self._host, self._port, self._path = parts.hostname or "", parts.port or 0, parts.path or "/"
        self.redirect_uri = redirect_uri or ""
        self.state = secrets.token_urlsafe(24)
        self._said: asyncio.Future[dict[str, str]] = asyncio.get_running_loop().create_future()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Listen within the block; ``redirect_uri`` is complete there."""
        try:
            server = await asyncio.start_server(self._serve, self._host, self._port)
        except OSError as error:
            raise ConfigurationError(f"port {self._port} cannot be listened at ({error.strerror or error})") from error
        if not self._port:
            self.redirect_uri = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{_PATH}"
        async with server:
            yield

    async def received(self) -> Mapping[str, str]:
        """Return the parameters of the redirect when it comes."""
        return await self._said

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_HEAD_SECONDS):
                head = await reader.readuntil(b"\r\n\r\n")
            writer.write(self._answer(head.decode("latin-1")).encode())
            await writer.drain()
        except (TimeoutError, ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return
        finally:
            writer.close()

    def _answer(self, head: str) -> str:
        parts = _target(head)
        if parts.path != self._path:
            return _PAGE.format(status="404 Not Found", text="There is nothing here.")
        said = dict(parse_qsl(parts.query))
        if not secrets.compare_digest(said.get("state", "").encode(), self.state.encode()):
            return _PAGE.format(status="400 Bad Request", text="This is not the answer to the login that is waiting.")
        if not self._said.done():
            self._said.set_result(said)
        return _PAGE.format(status="200 OK", text="You can close this window.")


def _target(head: str) -> SplitResult:
    """Return the target of a request, or that of none where what came is no request."""
    try:
        return urlsplit(head.split(" ", 2)[1] if head.count(" ") > 1 else "")
    except ValueError:
        return urlsplit("")
