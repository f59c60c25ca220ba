"""Targets that are none: each answers every request in its own bad way."""

from __future__ import annotations

import gzip
import re
import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def fixed(body: bytes, *headers: str, status: str = "200 OK") -> Callable[[socket.socket], None]:
    """Return an answer of a body with a status."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""])
    return lambda peer: peer.sendall(head.encode() + body)


def nothing(peer: socket.socket) -> None:
    """Hang up without a word."""


def nonsense(peer: socket.socket) -> None:
    """Answer with bytes that are no HTTP."""
    peer.sendall(b"\x00\xff\xfe 220 mail.example.com ESMTP\r\n" * 20)


def for_ever(peer: socket.socket) -> None:
    """Send a byte now and then, and never end."""
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(200):
        peer.sendall(b"1\r\n \r\n")
        time.sleep(0.1)


def bomb(peer: socket.socket) -> None:
    """Send a small body that unpacks to 200 MB."""
    fixed(gzip.compress(b" " * 200_000_000, 9), "Content-Encoding: gzip", "Content-Type: text/html")(peer)


HTML = fixed(b"<html><body><h1>Welcome</h1><script>alert(1)</script></body></html>", "Content-Type: text/html")
NO_SERVICE = fixed(
    b'<script type="application/ld+json">{"@context":["https://schema.org/"],"@type":"Dataset","name":"x",'
    b'"distribution":[]}</script>',
    "Content-Type: text/html",
)
REDIRECT = fixed(b"", "Location: http://127.0.0.2:9/", status="302 Found")


def _whole(peer: socket.socket) -> bytes:
    """Return a request with its body, which may come in a packet of its own."""
    request = peer.recv(65_536)
    length = re.search(rb"content-length: *(\d+)", request, re.IGNORECASE)
    while length and len(request.partition(b"\r\n\r\n")[2]) < int(length[1]):
        more = peer.recv(65_536)
        if not more:
            break
        request += more
    return request


@contextmanager
def serving(answer: Callable[[socket.socket], None]) -> Iterator[tuple[str, list[bytes]]]:
    """Serve an answer on a free loopback port; yield the URL and the requests that came."""
    listener = socket.create_server(("127.0.0.1", 0))
    requests: list[bytes] = []

    def one(peer: socket.socket) -> None:
        with peer, suppress(OSError):
            peer.settimeout(5)
            requests.append(_whole(peer))
            answer(peer)

    def accept() -> None:
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(peer,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", requests
    finally:
        # Else a thread that waits for a peer would take those of whatever is served next under this number.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
