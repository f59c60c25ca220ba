"""The table of types of opportunities, and the names that they go by."""

from booking_conformance.specification.opportunity_types import opportunity_types, parent_properties, type_names


def test_there_are_the_nine_types_that_can_be_booked():
    assert len(opportunity_types()) == 9
    assert {each.type for each in opportunity_types().values()} == {
        *("ScheduledSession", "Slot", "Event", "HeadlineEvent", "CourseInstance", "OnDemandEvent"),
    }


def test_what_belongs_to_something_says_to_what_and_how():
    assert all((each.parent is None) == (each.belongs_to is None) for each in opportunity_types().values())
    assert set(parent_properties()) == {"superEvent", "facilityUse"}


def test_types_that_have_their_type_in_common_differ_in_what_they_belong_to():
    pairs = [(each.type, each.belongs_to) for each in opportunity_types().values()]
    assert len(set(pairs)) == len(pairs)


def test_a_type_may_go_by_another_name():
    assert type_names()["FacilityUseSlot"] == "Slot"
