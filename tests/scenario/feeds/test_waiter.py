"""Which pages of a feed are shown to a person who asks why something was seen, or was not."""

import asyncio
import gc

import pytest

from booking_conformance.scenario.feeds.items import Known
from booking_conformance.scenario.feeds.waiter import FeedWaiter

KNOWN = Known({"id": "a"}, "x2", "https://example.com/feed", 0.0, 0)


@pytest.mark.parametrize(
    ("read", "known", "seen", "expected"),
    [
        (["x1", "x2", "x3"], KNOWN, True, ("x1", "x3", "x2")),
        (["x3", "x3"], KNOWN, False, ("x3", "x2")),
        ([], KNOWN, True, ("x2",)),
        ([], KNOWN, False, ("x9", "x2")),
        ([], None, False, ("x9",)),
        ([f"p{number}" for number in range(8)], KNOWN, True, ("p4", "p5", "p6", "p7", "x2")),
    ],
    ids=["showed it", "never changed", "known before", "known and unread", "never shown", "many"],
)
def test_the_page_that_showed_the_item_stands_last(read, known, seen, expected):
    waiter = FeedWaiter("a", lambda item: True, 0.0, None, pages=read)
    assert waiter.evidence(known, seen=seen, last_page="x9") == expected


@pytest.mark.parametrize("come", [ValueError("too late"), KNOWN, None], ids=["an exception", "a state", "nothing"])
def test_what_comes_too_late_is_nobodys_concern(come):
    complaints = []

    async def wait():
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context["message"]))
        waiter = FeedWaiter("a", lambda item: True, 0.0, asyncio.get_running_loop().create_future())
        if isinstance(come, Exception):
            waiter.done.set_exception(come)
        elif come is not None:
            waiter.done.set_result(come)
        waiter.close()
        waiter.close()

    asyncio.run(wait())
    gc.collect()
    assert complaints == []
