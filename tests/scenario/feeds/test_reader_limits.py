"""What a limit of the run cuts off is not the fault of the feed."""

import asyncio
from dataclasses import replace

import pytest

from booking_conformance.client.message import LimitReached
from booking_conformance.recording import Response
from booking_conformance.scenario.feeds.reader import FeedReader
from booking_conformance.scenario.feeds.source import FeedSource
from tests.scenario.feeds.scripted import URL, Script, item, page, waited


def endless(items=10, pages=200):
    return [
        page(*(item(f"i{number}-{each}", number) for each in range(items)), following=f"{URL}?afterTimestamp={number}")
        for number in range(1, pages)
    ]


class Forbidden(Script):
    """A session that may not send another request."""

    async def send(self, message):
        raise LimitReached("the limit of 3 requests is reached", "Raise requests under [limits].")


class Large(Script):
    """A session whose answers are larger than a run reads."""

    async def send(self, message):
        found = await super().send(message)
        return replace(found, response=Response(200, truncated=True))


@pytest.mark.parametrize(
    ("script", "words", "remedy"),
    [
        (Script(*endless()), "the limit of pages of a feed", "feed_pages"),
        (Forbidden(page()), "the limit of 3 requests", "requests"),
        (Large(page()), "x0001 exceeds the size limit", "response_bytes"),
    ],
)
def test_what_a_limit_of_the_run_cuts_off_is_not_the_feeds_fault(script, words, remedy):
    with pytest.raises(LimitReached, match=words) as raised:
        waited(script, "b", within=5)
    assert remedy in raised.value.remedy


def test_reading_to_the_end_ends_at_the_limit_of_pages():
    async def read():
        script = Script(*endless())
        reader = FeedReader(FeedSource("open", URL, "open-feed"), script, interval=0.01, pages=50)
        await reader.read_to_end(5)
        assert (len(script.asked), len(reader.items()), reader.caught_up) == (50, 500, False)

    asyncio.run(read())


@pytest.mark.parametrize(("items", "read"), [(1, 50), (2, 25), (9, 6), (10, 5), (200, 5)])
def test_small_pages_count_as_parts_of_one(items, read):
    async def begin():
        script = Script(*endless(items, 60))
        reader = FeedReader(FeedSource("open", URL, "open-feed"), script, interval=0.01, pages=5)
        await reader.read_to_end(5)
        return len(script.asked)

    assert asyncio.run(begin()) == read


def test_small_pages_are_as_many_as_the_limit_where_that_is_high():
    async def begin():
        script = Script(*endless(1, 7_000))
        reader = FeedReader(FeedSource("open", URL, "open-feed"), script, interval=0.01, pages=6_000)
        await reader.read_to_end(30)
        return len(script.asked)

    assert asyncio.run(begin()) == 6_000


def test_empty_pages_do_not_count_towards_the_limit_of_pages():
    script = Script(*[page()] * 20, page(item("a", 1), following=f"{URL}?afterTimestamp=2"), page())

    async def wait():
        reader = FeedReader(FeedSource("open", URL, "open-feed"), script, interval=0.001, pages=2)
        return await reader.wait("n", "a", lambda item: True, awaited="it", within=5)

    assert asyncio.run(wait()).seen


def test_the_limit_of_pages_holds_anew_whenever_the_end_was_reached():
    script = Script(page(*(item(f"i{number}", 1) for number in range(3))), page())

    async def follow():
        reader = FeedReader(FeedSource("open", URL, "open-feed"), script, interval=0.001, pages=5)
        await reader.read_to_end(5)
        for number in range(2, 20):
            following = f"{URL}?afterTimestamp={number}"
            script.pages[:] = [page(item(f"i{number}", number), following=following), page(following=following)]
            assert (await reader.wait("n", f"i{number}", bool, awaited="it", within=5)).seen

    asyncio.run(follow())
