"""What is known of the opportunities in a feed that several types share."""

from types import SimpleNamespace

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
