"""The Orders feeds are read to their end once more, and no further than a run may."""

import asyncio
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from booking_conformance.recording import Response
from booking_conformance.runner.last_reading import LAST_READING, read_orders_feeds
from tests.support.makings import an_exchange

BASE = "https://example.com/api"


def read(answer):
    """Read the feed of one booking partner, whose page of each number is what ``answer`` makes of it."""
    sent = []

    async def send(message):
        sent.append(message)
        return replace(an_exchange(call=message.call), response=answer(len(sent)))

    session = SimpleNamespace(send=send)
    run = SimpleNamespace(
        orders_feed_url=f"{BASE}/orders-rpde",
        session=session,
        configuration=SimpleNamespace(booking_partners={"primary": None}),
    )
    return asyncio.run(read_orders_feeds(run)), sent


def page(number, last=3):
    items = [] if number >= last else [{"id": str(number)}]
    return Response(200, (), json.dumps({"next": f"{BASE}/orders-rpde?page={number}", "items": items}))


def test_a_feed_is_read_to_its_end():
    pages, sent = read(page)
    assert len(pages) == 3
    assert {message.scenario for message in sent} == {LAST_READING}


def test_a_feed_without_end_is_not_read_for_ever():
    pages, _ = read(lambda number: page(number, last=10**9))
    assert len(pages) == 500


@pytest.mark.parametrize("lost", [{"truncated": True}, {"body_lost": True}])
def test_a_page_that_was_not_kept_is_the_last(lost):
    pages, _ = read(lambda _: Response(200, **lost))
    assert len(pages) == 1
