"""What a scenario asks for where it does not vary the type: one that can be what it asks for."""

import asyncio
from types import SimpleNamespace

import pytest

from booking_conformance.recording import Observation
from booking_conformance.scenario.baskets import Baskets
from booking_conformance.scenario.context import ScenarioContext
from booking_conformance.scenario.declaration import ScenarioInstance


def context(*types, **values):
    configuration = SimpleNamespace(opportunities=SimpleNamespace(types=types), flow_names=("simple",))
    return ScenarioContext(
        ScenarioInstance("booking", values), SimpleNamespace(configuration=configuration, baskets=Baskets())
    )


@pytest.mark.parametrize(
    ("criterion", "types", "kind"),
    [
        ("Bookable", ("Slot", "ScheduledSession"), "Slot"),
        ("OnlineBookable", ("Slot", "ScheduledSession"), "ScheduledSession"),
        ("OnlineBookable", ("Slot", "IndividualFacilityUseSlot"), "Slot"),
        ("BookableInPast", ("OnDemandEvent", "Slot"), "Slot"),
    ],
)
def test_the_first_type_that_can_be_so_is_asked_for(criterion, types, kind):
    assert context(*types).wanted(criterion).kind == kind


def test_a_scenario_that_varies_the_type_asks_for_its_own():
    assert context("Slot", "ScheduledSession", type="Slot").wanted("OnlineBookable").kind == "Slot"


class Feed:
    """An open feed that shows one number of spaces left; ``awaited`` says what was waited for."""

    def __init__(self, left):
        self._item = {"data": {"remainingAttendeeCapacity": left}}
        self.awaited = ""

    async def wait(self, name, item, test, *, awaited, within, since, due=False):
        self.awaited = awaited
        return Observation(name, "ScheduledSession", awaited, seen=test(self._item))


@pytest.mark.parametrize(
    ("exclusive", "left", "seen"),
    [(True, 8, True), (True, 7, False), (False, 8, True), (False, 7, True), (False, 9, False), (False, None, False)],
)
def test_where_others_may_book_more_spaces_may_be_taken(exclusive, left, seen):
    opportunity = SimpleNamespace(type="ScheduledSession", id="s1", exclusive=exclusive, capacity=10)
    acting, feed = context("ScheduledSession"), Feed(left)
    acting.run.open_feeds = {"ScheduledSession": feed}
    acting.run.configuration.network = SimpleNamespace(feed_timeout=1.0)
    assert asyncio.run(acting.observe_taken("capacity", opportunity, 2)).seen is seen
    assert feed.awaited == "8 spaces left"
