"""A feed is read to its end, or until there is enough where it never rests."""

import asyncio

from booking_conformance.scenario.feeds.items import Room
from booking_conformance.scenario.feeds.reader import FeedReader
from booking_conformance.scenario.feeds.source import FeedSource
from tests.scenario.feeds.scripted import URL, Script, item, page


def read_to_end(script, pages=99):
    async def read():
        reader = FeedReader(FeedSource("open", URL, "open-feed"), script, interval=0.001, pages=pages)
        await reader.read_to_end(5)
        return reader

    return asyncio.run(read())


def test_a_page_whose_items_are_all_filtered_out_is_not_the_last():
    filtered = [page(following=f"{URL}?afterTimestamp={number}") for number in range(2, 9)]
    last = f"{URL}?afterId=b&afterTimestamp=9"
    end = page(following=f"{URL}?afterTimestamp=9&afterId=b")
    script = Script(page(item("a", 1)), *filtered, page(item("b", 9), following=last), end)
    reader = read_to_end(script)
    assert [each["id"] for each in reader.items()] == ["a", "b"]
    assert (reader.caught_up, len(script.asked)) == (True, 10)


def test_a_feed_that_never_rests_is_read_until_there_is_enough():
    """Whoever reads a busy feed to its end would otherwise request a page for each change that is made meanwhile."""
    moving = [page(item("a", number), following=f"{URL}?afterTimestamp={number}") for number in range(1, 99)]

    async def read():
        script = Script(*moving)
        reader = FeedReader(FeedSource("open", URL, "open-feed"), script, interval=0.01, pages=99)
        await reader.read_to_end(5, lambda: (reader.item("a") or {"modified": 0})["modified"] >= 3)
        await asyncio.sleep(0.1)
        return reader.caught_up, len(script.asked)

    assert asyncio.run(read()) == (False, 3)


def test_a_feed_of_empty_pages_that_moves_on_for_ever_comes_to_an_end():
    moving = [page(following=f"{URL}?afterTimestamp={number}") for number in range(1, 99)]
    reader = read_to_end(Script(page(item("a", 0), following=f"{URL}?afterTimestamp=0"), *moving))
    assert (reader.caught_up, reader.broken) == (True, None)


def test_what_is_wanted_is_kept_where_there_is_no_room():
    script = Script(page(item("a", 1), item("b", 2)), page(following=f"{URL}?afterTimestamp=1"))

    async def read():
        source, room = FeedSource("orders", URL, "orders-feed", "primary"), Room(most=-1)
        reader = FeedReader(source, script, interval=0.01, pages=50, room=room)
        await reader.read_to_end(1, wanted=["b"])
        return reader.item("a"), reader.item("b")

    dropped, kept = asyncio.run(read())
    assert dropped is None
    assert kept["modified"] == 2


class Slow(Script):
    """A session that takes a while for each page."""

    async def send(self, message):
        await asyncio.sleep(0.02)
        return await super().send(message)


def long_feed(pages=30):
    before = [
        page(item(f"i{number}", number), following=f"{URL}?afterTimestamp={number}") for number in range(1, pages)
    ]
    last = f"{URL}?afterTimestamp={pages}"
    return Slow(*before, page(item("new", pages), following=last), page(following=last))


def test_the_first_reading_of_a_long_feed_is_no_part_of_a_wait():
    """What a run makes comes after all that was there before: some wait for it at once, others a little later."""

    async def read():
        reader = FeedReader(FeedSource("open", URL, "open-feed"), long_feed(), interval=0.01, pages=99)
        waits = [reader.wait("n", name, bool, awaited="it", within=0.3, due=True) for name in ("new", "never")]
        new, never = await asyncio.gather(*waits)
        return new.seen, never.seen, never.waited_s, reader.patience.usual(60)

    new, never, waited_s, patience = asyncio.run(read())
    assert (new, never) == (True, False)
    assert waited_s > 0.6
    assert patience == 5.0


def test_a_feed_whose_end_does_not_come_is_waited_for_four_times_as_long_and_once():
    async def read():
        reader = FeedReader(FeedSource("open", URL, "open-feed"), long_feed(999), interval=0.01, pages=9_999)
        return [(await reader.wait("n", "new", bool, awaited="it", within=0.1)).waited_s for _ in range(2)]

    first, second = asyncio.run(read())
    assert 0.4 < first < 2
    assert second < 0.4
