"""Which type an opportunity is of where several share a feed, and what shows that it is no mere reference."""

import pytest

from booking_conformance.openactive.opportunities.opportunity_types import capacity_of, is_of, sign_of_expansion
from booking_conformance.recording import Document

COURT = {"@type": "IndividualFacilityUse"}
HEADLINER, COURSE = {"@type": "HeadlineEvent"}, {"@type": "CourseInstance"}


@pytest.mark.parametrize(
    ("kind", "data", "above", "is_one"),
    [
        ("Event", {"@type": "Event"}, [], True),
        ("Event", {"@type": "Event"}, [HEADLINER], False),
        ("HeadlineEventSubEvent", {"@type": "Event"}, [HEADLINER], True),
        ("HeadlineEventSubEvent", {"@type": "Event"}, [COURSE], False),
        ("Event", {"@type": "HeadlineEvent"}, [], False),
        ("IndividualFacilityUseSlot", {"@type": "Slot"}, [COURT, {"@type": "FacilityUse"}], True),
        ("IndividualFacilityUseSlot", {"@type": "Slot"}, [{"@type": "FacilityUse"}], False),
        (
            "ScheduledSession",
            {"@type": "ScheduledSession"},
            [{"@type": "SessionSeries"}, {"@type": "EventSeries"}],
            True,
        ),
        ("ScheduledSession", {}, [], True),
    ],
)
def test_the_type_is_known_by_what_it_belongs_to(kind, data, above, is_one):
    assert is_of(kind, Document(data), [Document(each) for each in above]) is is_one


@pytest.mark.parametrize(("kind", "name"), [("Event", "startDate"), ("OnDemandEvent", "name")])
def test_more_than_a_reference_shows(kind, name):
    assert sign_of_expansion(Document({"@type": kind, name: "x"}))
    assert not sign_of_expansion(Document({"@type": kind, "@id": "https://x/1"}))


def test_spaces_stand_where_the_type_has_them():
    data = {"remainingUses": 3, "remainingAttendeeCapacity": 5}
    assert [capacity_of(kind, data) for kind in ("Slot", "CourseInstance", "Unknown")] == [3, 5, None]
