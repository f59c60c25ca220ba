"""A small booking system that answers well enough to be gone on with, but for one hostile habit of its own."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
import time
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.support.hostile.nonsense import plausible
from tests.support.shelves import SELLERS, session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KINDS = ("ScheduledSession", "SessionSeries")
_BOMB_BYTES = 200_000_000


@dataclass(frozen=True)
class Asked:
    """A request that came over the connection of this number, and where to answer it."""

    number: int
    method: str
    url: str
    body: str
    peer: socket.socket

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def page(self) -> int:
        return int(parse_qs(urlsplit(self.url).query).get("page", ["0"])[0])

    def is_feed(self) -> bool:
        return self.path.startswith("/feeds/")

    def is_order(self) -> bool:
        return "/order" in self.path and "rpde" not in self.path

    def is_beside_the_shelf(self) -> bool:
        """Return whether it is for anything but the feed that opportunities come from: then all the rest is reached."""
        return self.path == "/feeds/SessionSeries" or self.is_order()

    def answer(self, body: bytes, *headers: str, status: str = "200 OK") -> None:
        head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
        self.peer.sendall("\r\n".join(head).encode() + body)

    def begin(self) -> None:
        """Begin an answer of which nobody says how long it is."""
        self.peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")


def well(asked: Asked, base: str, kinds: tuple[str, ...] = KINDS) -> None:
    """Answer as a target that may be gone on with."""
    if asked.path == "/":
        page = f'<script type="application/ld+json">{json.dumps(_dataset(base, kinds))}</script>'
        asked.answer(page.encode(), "Content-Type: text/html")
    elif asked.is_feed():
        items = [] if asked.page else [_item(f"{base}/sessions/{number}") for number in range(20)]
        asked.answer(_page(base, asked, items, 1))
    elif "rpde" in asked.path:
        asked.answer(_page(base, asked, [], 0))
    else:
        asked.answer(json.dumps(_plausible(asked)).encode(), "Content-Type: application/json")


def _dataset(base: str, kinds: tuple[str, ...]) -> dict[str, Any]:
    feeds = [
        {"additionalType": f"https://openactive.io/{kind}", "contentUrl": f"{base}/feeds/{kind}"} for kind in kinds
    ]
    service = {"@type": "WebAPI", "endpointUrl": f"{base}/api"}
    return {"@type": "Dataset", "name": "x", "accessService": service, "distribution": feeds}


def _item(url: str) -> dict[str, Any]:
    data = {**session("x"), "@id": url, "description": "words " * 150}
    return {"state": "updated", "kind": "ScheduledSession", "id": url, "modified": 1, "data": data}


def _page(base: str, asked: Asked, items: list[dict[str, Any]], following: int) -> bytes:
    return json.dumps({"next": f"{base}{asked.path}?page={following}", "items": items}).encode()


def _plausible(asked: Asked) -> dict[str, Any]:
    message = SimpleNamespace(text=asked.body, order_uuid=asked.path.rpartition("/")[2], url=asked.url)
    return plausible(message)  # type: ignore[arg-type]  # it reads no more of a message


def endless_feed(asked: Asked) -> bool:
    """Show a hundred sessions a page, page after page."""
    if asked.is_feed():
        base = f"http://{asked.peer.getsockname()[0]}:{asked.peer.getsockname()[1]}"
        items = [_item(f"{base}/sessions/{asked.page}-{number}") for number in range(100)]
        asked.answer(_page(base, asked, items, asked.page + 1))
    return asked.is_feed()


def feed_that_leads_back(asked: Asked) -> bool:
    """Show five pages, the last of which leads to the first."""
    if asked.is_feed():
        base = f"http://{asked.peer.getsockname()[0]}:{asked.peer.getsockname()[1]}"
        items = [_item(f"{base}/sessions/{asked.page}-{number}") for number in range(5)]
        asked.answer(_page(base, asked, items, (asked.page + 1) % 5))
    return asked.is_feed()


@cache
def _bomb() -> bytes:
    squeeze = zlib.compressobj(9, wbits=31)
    chunk = b'{"items":[' + b"{}," * 333_330
    return gzip.compress(b"".join(squeeze.compress(chunk) for _ in range(_BOMB_BYTES // len(chunk))) + squeeze.flush())


def nested_bomb(asked: Asked) -> bool:
    """Send 200 MB, compressed twice over."""
    if asked.is_beside_the_shelf():
        asked.answer(_bomb(), "Content-Encoding: gzip, gzip", "Content-Type: application/json")
    return asked.is_beside_the_shelf()


def slow_drip(asked: Asked) -> bool:
    """Send a space now and then, and never end."""
    if asked.is_beside_the_shelf():
        asked.begin()
        while True:
            asked.peer.sendall(b" ")
            time.sleep(0.05)
    return False


def endless_body(asked: Asked) -> bool:
    """Send a list without end, as fast as it is taken."""
    if asked.is_beside_the_shelf():
        asked.begin()
        asked.peer.sendall(b'{"items":[')
        while True:
            asked.peer.sendall(b"{}," * 20_000)
    return False


def deep_and_wide(asked: Asked) -> bool:
    """Answer with as many numbers as fit into the limit of size, and with a list of lists of lists."""
    if asked.path == "/feeds/SessionSeries":
        asked.answer(b'{"items":[' + b"0.1," * 1_990_000 + b"0.1]}", "Content-Type: application/json")
    elif asked.is_order():
        asked.answer(b'{"orderedItem":' + b"[" * 1_900_000, "Content-Type: application/json")
    return asked.is_beside_the_shelf()


def large_order(asked: Asked) -> bool:
    """Answer with 20,000 OrderItems for each that was asked for."""
    if asked.is_order():
        answer = _plausible(asked)
        items = b",".join([json.dumps(answer.pop("orderedItem")[:1])[1:-1].encode()] * 20_000)
        whole = b'{"orderedItem":[' + items + b"]," + json.dumps(answer).encode()[1:]
        asked.answer(whole, "Content-Type: application/json")
    return asked.is_order()


def large_refusal(asked: Asked) -> bool:
    """Refuse every call, with three megabytes about why."""
    if asked.is_order():
        answer = {"@type": "OpenBookingError", "description": "words " * 500_000}
        asked.answer(json.dumps(answer).encode(), "Content-Type: application/json", status="500 Internal Server Error")
    return asked.is_order()


def resets(asked: Asked) -> bool:
    """Reset the third connection, and every thirtieth from there on."""
    if asked.number % 30 == 2:
        asked.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        asked.peer.close()
        return True
    return False


def closed_for_days(asked: Asked) -> bool:
    """Ask for a pause of eleven days."""
    if asked.is_beside_the_shelf():
        asked.answer(b"{}", "Retry-After: 999999", status="503 Service Unavailable")
    return asked.is_beside_the_shelf()


def ordinary(asked: Asked) -> bool:
    """Do nothing hostile."""
    return False


@contextmanager
def hostile_target(habit: Callable[[Asked], bool], kinds: tuple[str, ...] = KINDS) -> Iterator[str]:
    """Serve a target on a free loopback port; yield the URL of its dataset site.

    ``habit`` returns False for what it leaves to the ordinary target.
    """
    listener = socket.create_server(("127.0.0.1", 0), backlog=200)
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    numbers = count()

    def serve(peer: socket.socket, number: int) -> None:
        with peer, suppress(OSError):
            peer.settimeout(5)
            asked = _read(peer, number)
            if asked and not habit(asked):
                well(asked, base, kinds)

    def accept() -> None:
        with suppress(OSError):
            while True:
                peer, _ = listener.accept()
                threading.Thread(target=serve, args=(peer, next(numbers)), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"{base}/"
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _read(peer: socket.socket, number: int) -> Asked | None:
    with peer.makefile("rb") as file:
        line = file.readline().decode().split()
        headers = dict(iter(lambda: _header(file.readline()), ("", "")))
        body = file.read(int(headers.get("content-length", "0"))).decode()
    return Asked(number, line[0], line[1], body, peer) if len(line) > 1 else None


def _header(line: bytes) -> tuple[str, str]:
    name, _, value = line.decode().partition(":")
    return name.strip().lower(), value.strip()


def configuration_of(url: str, timeout: float, **limits: float) -> dict[str, Any]:
    """Return the configuration of a run against it that books, with the shelf that its feeds are.

    ``timeout`` is how many seconds a response is awaited.
    """
    return {
        "target": {"dataset_site": url},
        "booking_partners": {"primary": {"headers": {"X-Api-Key": "a-secret-key"}}},
        "sellers": {"primary": {"id": SELLERS["primary"]["id"]}},
        "opportunities": {"mode": "random", "types": ["ScheduledSession"]},
        "network": {"timeout": timeout, "feed_timeout": 1.0},
        "scope": "book",
        "effort": "low",
        "limits": limits,
    }
