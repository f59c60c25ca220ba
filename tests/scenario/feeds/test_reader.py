"""The feed reader believes no page it cannot read on, and waits only while somebody waits."""

import asyncio
import time

import pytest

from booking_conformance.scenario.feeds.reader import FeedReader
from booking_conformance.scenario.feeds.source import FeedSource
from tests.scenario.feeds.scripted import URL, Script, item, page, waited

EMPTY = page(following=f"{URL}?afterTimestamp=1")


def test_an_item_is_found_by_its_rpde_id_its_data_id_and_its_kind_with_uuid():
    order = item("a", 1, **{"@type": "Order", "@id": "https://example.com/api/orders/A"})
    for name in ("a", "https://example.com/api/orders/A", "order/a"):
        seen, _ = waited(Script(page(order), page()), name)
        assert seen.seen
        assert seen.value == order


def test_an_item_that_does_not_come_is_not_seen_and_says_how_long_it_was_awaited():
    seen, _ = waited(Script(page()), "a")
    assert not seen.seen
    assert seen.waited_s >= 0.4
    assert seen.exchanges


def test_a_later_state_is_waited_for():
    later = page(item("a", 2, n=2), following=f"{URL}?afterTimestamp=2")
    script = Script(page(item("a", 1, n=1)), page(), later, page(following=f"{URL}?afterTimestamp=2"))
    seen, _ = waited(script, "a", lambda found: found["data"]["n"] == 2)
    assert seen.seen


def test_a_deleted_item_is_known_as_what_it_was():
    order = item("77", 1, **{"@type": "Order", "@id": "https://example.com/api/orders/a"})
    gone = {"state": "deleted", "kind": "Order", "id": "77", "modified": 2}
    script = Script(page(order), page(gone, following=f"{URL}?afterTimestamp=2"), page(following=f"{URL}?a=2"))
    seen, _ = waited(script, "order/a", lambda found: found["state"] == "deleted")
    assert seen.seen


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ([500], "500"),
        ([{"items": []}], "has no next"),
        ([page(item("a", 1), following="https://evil.example/feed")], "another origin"),
        ([page(item("a", 1), following=URL)], "that page itself"),
        ([page(item("a", 1)), page(item("c", 2), following=URL)], "leads back"),
        ([{"next": 7, "items": None}], "has no next"),
    ],
)
def test_a_broken_page_ends_the_waiting_at_once_and_is_named(pages, words):
    seen, reader = waited(Script(*pages), "b", within=20)
    assert not seen.seen
    assert seen.waited_s < 5
    assert words in seen.awaited
    assert "evil.example" not in str(reader._session.asked)


def test_pages_may_be_at_another_origin_that_is_configured():
    following = "https://pages.example/feed?afterTimestamp=1"
    pages = [page(item("a", 1), following=following), page(item("b", 2), following=following.replace("=1", "=2"))]
    script = Script(*pages)
    source = FeedSource("sessions", URL, "open-feed", origins=frozenset({"https://pages.example:443"}))

    async def wait():
        reader = FeedReader(source, script, interval=0.01, pages=50)
        return await reader.wait("n", "b", lambda _: True, awaited="it", within=5)

    assert asyncio.run(wait()).seen


def test_items_that_are_no_objects_are_passed_over():
    seen, _ = waited(Script({"next": f"{URL}?a=1", "items": [None, 3, "x", [], {"id": "a", "state": "updated"}]}), "a")
    assert seen.seen


def test_nobody_waiting_means_nobody_asks():
    script = Script(page())
    waited(script, "a", within=0.1)
    count = len(script.asked)
    assert 0 < count < 50


def waited_after(script, name, test, *, act):
    """Read the whole feed, do the act to the script, and wait for what passes the test."""

    async def wait():
        reader = FeedReader(FeedSource("orders", URL, "orders-feed", "primary"), script, interval=0.01, pages=50)
        await reader.read_to_end(1)
        act(script)
        return await reader.wait("n", name, test, awaited="it", within=0.3)

    return asyncio.run(wait())


def one_left(found):
    return found["data"]["left"] == 1


def test_a_state_that_is_older_than_the_act_is_not_what_the_act_did():
    script = Script(page(item("a", 1, left=1)), EMPTY)

    def undone(script):
        script.pages = [EMPTY]

    seen = waited_after(script, "a", one_left, act=undone)
    assert not seen.seen
    assert seen.exchanges


def test_a_known_state_that_still_holds_is_shown_by_a_page_that_was_requested_after_the_act():
    script = Script(page(item("a", 1, left=1)), EMPTY)

    def nothing(script):
        script.pages = [page(item("a", 1, left=1)), EMPTY]

    seen = waited_after(script, "a", one_left, act=nothing)
    assert seen.seen
    assert script.asked[int(seen.exchanges[-1][1:]) - 1] == URL
    assert int(seen.exchanges[-1][1:]) > 2


def test_a_page_is_requested_again_once_for_all_who_wait_for_what_it_shows():
    script = Script(page(item("a", 1), item("b", 1)), page())

    async def wait():
        reader = FeedReader(FeedSource("orders", URL, "orders-feed", "primary"), script, interval=5, pages=50)
        await reader.wait("n", "a", lambda _: True, awaited="it", within=1)
        since = time.monotonic()
        script.pages, script.asked[:] = [page(item("a", 1), item("b", 1))], []
        waits = [reader.wait("n", name, lambda _: True, awaited="it", within=1, since=since) for name in "ab"]
        return await asyncio.gather(*waits)

    assert all(seen.seen for seen in asyncio.run(wait()))
    assert script.asked.count(URL) == 1


@pytest.mark.parametrize("idle", [True, False])
def test_who_begins_to_wait_while_nothing_else_does_is_shown_the_next_page_at_once(idle):
    script = Script(page(item("a", 1)), page())

    async def wait():
        source = FeedSource("orders", URL, "orders-feed", "primary")
        reader = FeedReader(source, script, interval=60, pages=50, idle=lambda: idle)
        await reader.wait("n", "a", lambda _: True, awaited="it", within=1)
        await asyncio.sleep(0)
        following = f"{URL}?afterTimestamp=2"
        script.pages = [page(item("b", 2), following=following), page(following=following)]
        return await reader.wait("n", "b", lambda _: True, awaited="it", within=1)

    assert asyncio.run(wait()).seen is idle


def test_a_look_carries_the_page_that_showed_the_item_or_else_the_last_one():
    async def looks():
        script = Script(page(item("a", 1)), EMPTY)
        reader = FeedReader(FeedSource("orders", URL, "orders-feed", "primary"), script, interval=0.01, pages=50)
        await reader.read_to_end(1)
        return reader.look("n", "a"), reader.look("n", "b"), script

    there, absent, script = asyncio.run(looks())
    assert (there.seen, there.exchanges) == (True, ("x0001",))
    assert (absent.seen, absent.exchanges) == (False, (f"x{len(script.asked):04d}",))


def test_the_page_that_showed_the_item_stands_last_though_it_is_not_what_was_awaited():
    seen, _ = waited(Script(page(item("a", 1)), EMPTY), "a", test=lambda _: False)
    assert (seen.seen, seen.exchanges[-1]) == (False, "x0001")
    assert len(seen.exchanges) > 1


def test_a_page_that_cannot_be_read_is_the_evidence_that_nothing_was_seen():
    seen, _ = waited(Script(500), "a")
    assert not seen.seen
    assert seen.exchanges == ("x0001",)


class Stumbling(Script):
    """A session in which the first page is answered, then fails once, and is answered again."""

    async def send(self, message):
        found = page(item("a", 1)) if message.url == URL else page()
        self.pages = [503 if message.url == URL and self.asked.count(URL) == 1 else found]
        return await super().send(message)


def test_a_page_that_fails_once_when_requested_again_is_requested_once_more():
    async def wait():
        reader = FeedReader(FeedSource("orders", URL, "orders-feed"), Stumbling(page()), interval=0.01, pages=50)
        await reader.wait("first", "a", lambda item: True, awaited="it", within=1)
        return await reader.wait("again", "a", lambda item: True, awaited="it", within=1)

    assert asyncio.run(wait()).seen


def test_a_short_page_at_the_end_of_the_feed_is_not_followed_at_once():
    """Each change would otherwise cost two requests, and a busy feed be asked without a pause."""
    full = page(item("a", 1), item("b", 1))
    changes = [page(item("a", number), following=f"{URL}?after={number}") for number in range(2, 60)]

    async def wait():
        script = Script(full, page(), *changes)
        reader = FeedReader(FeedSource("orders", URL, "orders-feed", "primary"), script, interval=0.1, pages=99)
        await reader.wait("n", "c", lambda item: True, awaited="it", within=0.5)
        return script.asked

    assert 3 <= len(asyncio.run(wait())) <= 10


def test_a_feed_that_missed_what_was_due_is_known_to_have_missed_it():
    reader = FeedReader(FeedSource("orders", URL, "orders-feed", "primary"), Script(page()), interval=0.01, pages=50)

    async def wait():
        await reader.wait("changed", "a", bool, awaited="any state", within=0.1)
        before = reader.patience.within(90)
        await reader.wait("changed", "a", bool, awaited="any state", within=0.1, due=True)
        return before, reader.patience.within(90)

    assert asyncio.run(wait()) == (90, 5)
