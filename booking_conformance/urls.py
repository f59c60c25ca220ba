"""Hosts and origins of URLs: what decides where a request may go."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit

# Each request asks several times for the origin of its URL, and most URLs come again.
_KEPT = 500


@lru_cache(_KEPT)
def origin(url: str) -> str:
    """Return scheme, host and port of a URL, "" when it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return ""
    return f"{parts.scheme}://{ascii_host(parts.hostname)}:{port}".lower() if parts.hostname else ""


def ascii_host(host: str) -> str:
    """Return a host name as DNS and the header Host have it: ``xn--`` for other letters than those of ASCII."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


@lru_cache(_KEPT)
def is_loopback(host: str) -> bool:
    """Return whether a host name or address means this machine, without asking a resolver."""
    name = host.strip("[]").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@lru_cache(_KEPT)
def host_of(url: str) -> str:
    """Return the host of a URL in lower case, "" when it has none."""
    try:
        return ascii_host((urlsplit(url).hostname or "").lower())
    except ValueError:
        return ""


def is_as_near(url: str, home: str) -> bool:
    """Return whether a URL has the origin of ``home``, or is HTTPS at the default port of the same host."""
    host = host_of(home)
    return bool(host) and origin(url) in {origin(home), f"https://{host}:443"}
