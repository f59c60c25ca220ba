"""What is known of the opportunities in a feed that several types share."""

from asyncio import run
from types import SimpleNamespace

import pytest

from booking_conformance.openactive.opportunities.published_pages import joined
from booking_conformance.recording import Document
from booking_conformance.scenario.supply.parents import Parents

FACILITY, COURT = "https://example.com/facility", "https://example.com/court"


class Feed(SimpleNamespace):
    """A reader that has read these items."""

    pages_read = 1

    def items(self):
        return [{"state": "updated", "data": each} for each in self.data]


def test_spaces_are_those_of_its_own_type():
    slots = [
        {"@type": "Slot", "@id": f"{FACILITY}/slot", "facilityUse": FACILITY, "remainingUses": 12},
        {"@type": "Slot", "@id": f"{COURT}/slot", "facilityUse": COURT, "remainingUses": 1},
        {"@type": "Slot", "@id": f"{COURT}/other", "facilityUse": {"@type": "IndividualFacilityUse", "@id": COURT}},
    ]
    court = {"@type": "IndividualFacilityUse", "@id": COURT}
    facility = {"@type": "FacilityUse", "@id": FACILITY, "individualFacilityUse": [court]}
    feeds = {
        name: Feed(data=data, source=SimpleNamespace(name=name))
        for name, data in (("Slot", slots), ("FacilityUse", [facility]))
    }
    parents = Parents(feeds)
    assert parents.spaces_shown("IndividualFacilityUseSlot", feeds["Slot"]) == [1, None]


SERIES = {
    "@type": "SessionSeries",
    "@id": "https://example.com/series",
    "name": "Yoga",
    "organizer": {"@type": "Organization", "@id": "https://example.com/seller"},
    "offers": [{"@type": "Offer", "price": 5}],
}


class LateFeed(Feed):
    """A feed that has nothing until it is waited for."""

    async def wait(self, *_, **__):
        self.data, self.pages_read = [SERIES], 2


@pytest.mark.parametrize("said", [{}, {"name": "Yoga"}, {"name": "Yoga", "superEvent": {"@id": "x", "name": "All"}}])
def test_what_is_said_beside_a_reference_need_not_be_all(said):
    reference = {"@type": SERIES["@type"], "@id": SERIES["@id"], **said}
    session = {"@type": "ScheduledSession", "@id": f"{SERIES['@id']}/session", "superEvent": reference}
    series = LateFeed(data=[], source=SimpleNamespace(name="SessionSeries"))
    found = run(Parents({"SessionSeries": series}).complete("ScheduledSession", session, within=1))
    assert found.is_complete


def test_what_is_described_in_place_is_not_waited_for():
    session = {"@type": "ScheduledSession", "@id": f"{SERIES['@id']}/session", "superEvent": SERIES}
    series = LateFeed(data=[], source=SimpleNamespace(name="SessionSeries"))
    found = run(Parents({"SessionSeries": series}).complete("ScheduledSession", session, within=1))
    assert found.is_complete
    assert series.pages_read == 1


@pytest.mark.parametrize(("others", "whole"), [([], True), ([{"@id": "https://example.com/other"}], False)])
def test_a_parent_named_in_a_child_is_not_judged_before_it_was_read(others, whole):
    """A slot has offers of its own; its Seller may stand in the item of its facility."""
    slot = {"@id": "a:slot", "facilityUse": {"@id": FACILITY, "name": "Hall", "url": FACILITY}}
    slot["offers"] = [{"price": 1}]
    known = {each["@id"]: Document(each) for each in others}
    assert joined("Slot", Document(slot), known).whole is whole
