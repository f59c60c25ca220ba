"""What a URL says to whoever connects: the server, what to ask it for, and the credentials that it holds."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_PORTS = {"http": 80, "https": 443}
# What no URL may hold as it is (RFC 3986), a percent sign that begins no escape among it.
_NOT_IN_URLS = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%\[\]]")


class Server(NamedTuple):
    """Where a connection leads: with TLS or without, to which host and port."""

    secure: bool
    host: str
    port: int


@dataclass(frozen=True)
class Address:
    """A URL, taken apart.

    ``authority`` is what the Host header says, ``target`` the path with the query, ``authorization`` the value of a
    header for the name and password in the URL, "" where it has none.
    """

    server: Server
    authority: str
    target: str
    authorization: str

    @property
    def absolute(self) -> str:
        """The whole URL, as a proxy is asked for it."""
        return f"{'https' if self.server.secure else 'http'}://{self.authority}{self.target}"


def address_of(url: str) -> Address:
    """Take a URL apart; raise ValueError for one that is not HTTP, or names no host."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(f"{url} is not an HTTP URL")
    host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode("ascii")
    port = parts.port or _PORTS[parts.scheme]
    shown = f"[{host}]" if ":" in host else host
    return Address(
        server=Server(parts.scheme == "https", host, port),
        authority=shown if port == _PORTS[parts.scheme] else f"{shown}:{port}",
        target=_escaped(parts.path or "/") + (f"?{_escaped(parts.query)}" if parts.query else ""),
        authorization=_basic(parts.username, parts.password),
    )


def _escaped(text: str) -> str:
    return _NOT_IN_URLS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)


def _basic(name: str | None, password: str | None) -> str:
    if not name and not password:
        return ""
    said = f"{unquote(name or '')}:{unquote(password or '')}"
    return f"Basic {base64.b64encode(said.encode()).decode('ascii')}"
