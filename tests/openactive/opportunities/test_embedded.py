"""Opportunities are found in the feed item of what they belong to."""

from booking_conformance.openactive.opportunities.embedded import parts_of
from booking_conformance.recording import Document

SESSION = {"@type": "ScheduledSession", "@id": "https://x/1", "startDate": "2026-01-01T10:00:00Z"}


def found(**data):
    return {part.id: part.value for part in parts_of(Document({"@id": "https://x/above", **data}))}


def test_a_session_of_a_series_refers_to_it():
    assert found(subEvent=[SESSION]) == {"https://x/1": {"superEvent": "https://x/above", **SESSION}}


def test_a_slot_of_a_court_refers_to_the_court():
    slot = {"@type": "Slot", "@id": "https://x/slot", "remainingUses": 1}
    court = {"@type": "IndividualFacilityUse", "@id": "https://x/court", "event": [slot]}
    assert found(individualFacilityUse=[court])["https://x/slot"]["facilityUse"] == "https://x/court"


def test_parts_of_parts_are_found():
    series = {"@type": "SessionSeries", "@id": "https://x/series", "subEvent": [SESSION]}
    assert found(subEvent=[series])["https://x/1"]["superEvent"] == "https://x/series"


def test_what_is_only_referred_to_stands_elsewhere():
    assert (
        found(subEvent=["https://x/1", {"@type": "ScheduledSession", "@id": "https://x/1"}, {"@type": "Event"}]) == {}
    )


def test_parts_are_sought_three_levels_deep():
    nested = SESSION
    for level in ("third", "second", "first"):
        nested = {"@type": "EventSeries", "@id": level, "subEvent": [nested]}
    assert list(found(subEvent=[nested])) == ["first", "second", "third"]
