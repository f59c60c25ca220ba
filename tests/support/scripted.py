"""A server that keeps connections and answers request after request from a script."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HANG_UP = b""
NEVER = None


def answer(status: str = "200 OK", body: bytes = b"{}", *headers: str) -> bytes:
    """Return the bytes of a whole answer."""
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + body


class Script:
    """What a server says, in order: bytes to send, HANG_UP, or NEVER; the last for ever.

    ``heads`` are the requests; ``asked`` is set when the first has come.
    """

    def __init__(self, *answers: bytes | None) -> None:
        self.heads: list[str] = []
        self.bodies: list[bytes] = []
        self.asked = asyncio.Event()
        self.url = ""
        self._answers = list(answers)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = [line for line in head.lower().split("\r\n") if line.startswith("content-length:")]
                self.heads.append(head)
                self.bodies.append(await reader.readexactly(int(length[0].split(":")[1])) if length else b"")
                self.asked.set()
                said = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
                if said is NEVER:
                    await asyncio.sleep(60)
                if not said:
                    return
                writer.write(said)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def scripted(*answers: bytes | None) -> AsyncIterator[Script]:
    """Run a server with a script on a free loopback port."""
    script = Script(*answers)
    server = await asyncio.start_server(script.serve, "127.0.0.1", 0)
    script.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/openactive"
    try:
        yield script
    finally:
        server.close()
