"""A session that answers the pages of a feed from a list, and a reader that waits for an item of that feed."""

import asyncio
import json

from booking_conformance.recording import Exchange, Request, Response
from booking_conformance.scenario.feeds.reader import FeedReader
from booking_conformance.scenario.feeds.source import FeedSource
from tests.support.makings import an_exchange

URL = "https://example.com/api/orders-rpde"


class Script:
    """Stands in for a session: answers each page request with the next page of a list, the last one for ever."""

    in_background = staticmethod(asyncio.create_task)

    def __init__(self, *pages):
        self.pages = list(pages)
        self.asked = []

    async def send(self, message):
        self.asked.append(message.url)
        page = self.pages.pop(0) if len(self.pages) > 1 else self.pages[0]
        if isinstance(page, int):
            return an_exchange(call="orders-feed", status=page, body="")
        found = an_exchange(call="orders-feed", body=json.dumps(page))
        return Exchange(
            id=f"x{len(self.asked):04d}",
            call=found.call,
            request=Request("GET", message.url),
            response=Response(200, (), found.response.body),
            started=found.started,
            duration_ms=1,
        )


def item(identifier, modified, **data):
    return {"state": "updated", "kind": "Order", "id": identifier, "modified": modified, "data": data}


def page(*items, following=f"{URL}?afterTimestamp=1"):
    return {"next": following, "items": list(items)}


def waited(script, name, test=lambda item: True, within=0.4):
    async def wait():
        reader = FeedReader(FeedSource("orders", URL, "orders-feed", "primary"), script, interval=0.01, pages=50)
        seen = await reader.wait("n", name, test, awaited="it", within=within)
        return seen, reader

    return asyncio.run(wait())
