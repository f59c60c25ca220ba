"""In which feed something is observed, under which item, and when enough spaces count as taken."""

import asyncio
from types import SimpleNamespace

import pytest

from booking_conformance.recording import Observation
from booking_conformance.scenario.baskets import Baskets
from booking_conformance.scenario.declaration import ScenarioInstance
from booking_conformance.scenario.observing import Observing

ORDER = SimpleNamespace(uuid="0d4bd5ff", partner="secondary")


class Feed:
    """A feed that shows one item; ``awaited`` says what was waited for, ``named`` of which item."""

    def __init__(self, item):
        self._item = item
        self.awaited = self.named = ""

    async def wait(self, name, item, test, *, awaited, within, since, due=False):
        self.awaited, self.named = awaited, item
        return Observation(name, "a feed", awaited, seen=test(self._item))


def observing(**feeds):
    configuration = SimpleNamespace(network=SimpleNamespace(feed_timeout=1.0))
    run = SimpleNamespace(configuration=configuration, baskets=Baskets(), **feeds)
    return Observing(ScenarioInstance("booking", {}), run)


@pytest.mark.parametrize(
    ("exclusive", "left", "seen"),
    [(True, 8, True), (True, 7, False), (False, 8, True), (False, 7, True), (False, 9, False), (False, None, False)],
)
def test_where_others_may_book_more_spaces_may_be_taken(exclusive, left, seen):
    opportunity = SimpleNamespace(type="ScheduledSession", id="s1", exclusive=exclusive, capacity=10)
    feed = Feed({"data": {"remainingAttendeeCapacity": left}})
    acting = observing(open_feeds={"ScheduledSession": feed})
    assert asyncio.run(acting.observe_taken("capacity", opportunity, 2)).seen is seen
    assert (feed.awaited, feed.named) == ("8 spaces left", "s1")


@pytest.mark.parametrize(
    ("feeds", "observe", "named"),
    [
        ("orders_feed", Observing.observe_order, "order/0d4bd5ff"),
        ("proposals_feed", Observing.observe_proposal, "orderproposal/0d4bd5ff"),
    ],
)
def test_the_feed_of_the_orders_own_partner_is_waited_for(feeds, observe, named):
    feed, asked = Feed({"state": "updated", "data": {"shown": True}}), []
    acting = observing(**{feeds: lambda partner: (asked.append(partner), feed)[1]})
    assert asyncio.run(observe(acting, "it", ORDER, "shown", lambda data: data["shown"])).seen
    assert (asked, feed.named) == (["secondary"], named)


def test_what_is_awaited_as_deleted_is_not_seen_while_it_is_shown():
    for state, seen in (("updated", False), ("deleted", True)):
        feed = Feed({"state": state, "data": {}})
        acting = observing(orders_feed=lambda _, feed=feed: feed)
        assert asyncio.run(acting.observe_order_deleted("gone", ORDER)).seen is seen
