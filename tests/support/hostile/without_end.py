"""Further hostile habits: what comes before an answer has no end, and links that grow from page to page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.hostile.habits import Asked


def endless_head(asked: Asked) -> bool:
    """Send interim responses without end before a page, and headers without end before an Order."""
    if asked.path == "/feeds/SessionSeries":
        while True:
            asked.peer.sendall(b"HTTP/1.1 102 Processing\r\n\r\n" * 100)
    if asked.is_order():
        asked.peer.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            asked.peer.sendall(b"X-Header: value\r\n" * 100)
    return False


def growing_links(asked: Asked) -> bool:
    """Lead from each page of a feed to one with a longer link."""
    if asked.is_feed() and asked.page:
        link = f"http://{asked.peer.getsockname()[0]}:{asked.peer.getsockname()[1]}{asked.url}"
        item = {"state": "deleted", "kind": "SessionSeries", "id": link, "modified": len(link)}
        grown = f"{link}{'&' if '?' in link else '?'}{'x' * 2000}"
        asked.answer(json.dumps({"next": grown, "items": [item]}).encode())
        return True
    return False
