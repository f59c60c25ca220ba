"""Origins of URLs: what decides where a request may go."""

from __future__ import annotations

from urllib.parse import urlsplit


def origin(url: str) -> str:
    """Return scheme, host and port of a URL, "" when it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname}:{port}".lower() if parts.hostname else ""
