"""A gateway before the embedded booking system: another address, which it writes into whatever passes."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_METHODS = ("GET", "PUT", "POST", "PATCH", "DELETE", "HEAD")
_OF_THE_CONNECTION = frozenset({"host", "connection", "content-length", "transfer-encoding", "accept-encoding"})


@contextmanager
def gateway(behind: str) -> Iterator[str]:
    """Yield the address of a gateway on loopback before another address there, both as host:port.

    Like many it knows only the methods that it was told of: OPTIONS gets 501.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(behind))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _handler(behind: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass(self) -> None:
            address = "{}:{}".format(*self.server.server_address)
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name: value.replace(address, behind) for name, value in _kept(self.headers.items())}
            connection = http.client.HTTPConnection(behind, timeout=60)
            connection.request(self.command, self.path, sent.replace(address.encode(), behind.encode()), headers)
            with connection.getresponse() as answer:
                body = answer.read().replace(behind.encode(), address.encode())
                self._answer(
                    answer.status, [(n, v.replace(behind, address)) for n, v in _kept(answer.getheaders())], body
                )
            connection.close()

        def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    for method in _METHODS:
        setattr(Handler, f"do_{method}", Handler._pass)
    return Handler


def _kept(headers: Any) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in _OF_THE_CONNECTION]
