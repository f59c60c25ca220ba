"""Criteria are predicates of what is published, and name what is unmet."""

from datetime import UTC, datetime, timedelta

import pytest

from booking_conformance.openactive.opportunities.criteria import CRITERIA, never_left, services, unmet
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.openactive.opportunities.predicates import PREDICATES
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.openactive.opportunities.published_offer import PublishedOffer

NOW = datetime(2026, 6, 1, tzinfo=UTC)
START = (NOW + timedelta(days=3)).isoformat()


def offered(offer=None, stays=timedelta(0), **data):
    whole = {
        "@id": "s",
        "startDate": START,
        "remainingAttendeeCapacity": 10,
        "offers": [offer or {"@id": "o", "price": 0}],
    }
    opportunity = PublishedOpportunity.of("ScheduledSession", {**whole, **data})
    return PublishedOffer(opportunity, opportunity.offers[0], NOW, stays)


def test_a_plain_free_session_is_bookable():
    assert unmet("BookableFree", "simple", offered()) == []


@pytest.mark.parametrize(
    ("criterion", "found", "missing"),
    [
        ("Bookable", offered(startDate=NOW.isoformat()), "is in the future"),
        ("Bookable", offered(remainingAttendeeCapacity=0), "has a free space"),
        ("Bookable", offered(remainingAttendeeCapacity=None), "has a free space"),
        ("Bookable", offered(eventStatus="https://schema.org/EventCancelled"), "is not cancelled"),
        ("BookableNonFree", offered(), "costs something"),
        ("BookableFree", offered({"@id": "o"}), "is free of charge"),
        ("BookableCancellable", offered(), "is cancellable"),
    ],
)
def test_what_is_unmet_is_named(criterion, found, missing):
    assert missing in unmet(criterion, "simple", found)


@pytest.mark.parametrize(
    "offer",
    [
        {"openBookingInAdvance": "https://openactive.io/Unavailable"},
        {"advanceBooking": "https://openactive.io/Unavailable"},
        {"availableChannel": ["https://openactive.io/TelephonePrepayment"]},
    ],
)
def test_an_offer_that_is_closed_to_the_api_is_not_bookable(offer):
    assert unmet("Bookable", "simple", offered({"@id": "o", "price": 0, **offer})) == ["is open for booking in advance"]


def test_a_window_that_no_calendar_holds_is_none():
    assert unmet("Bookable", "simple", offered({"@id": "o", "price": 0, "validFromBeforeStartDate": "P999999D"})) == []


@pytest.mark.parametrize("details", ["AttendeeDetails", "IntakeForm"])
def test_nor_is_one_that_asks_for_details(details):
    closed = {"advanceBooking": "https://openactive.io/Unavailable", "@id": "o", "price": 0}
    asking = {**closed, "openBookingFlowRequirement": [f"https://openactive.io/OpenBooking{details}"]}
    criterion = "BookableAttendeeDetails" if details == "AttendeeDetails" else "BookableAdditionalDetails"
    assert unmet(criterion, "simple", offered(asking)) == ["is open for booking in advance"]


def test_nothing_is_bookable_of_a_seller_who_allows_no_open_booking():
    found = offered(organizer={"@id": "s", "isOpenBookingAllowed": False})
    assert unmet("Bookable", "simple", found) == ["is open for booking in advance"]


def test_the_flow_of_the_offer_counts():
    offer = {"@id": "o", "price": 5, "openBookingFlowRequirement": ["https://openactive.io/OpenBookingApproval"]}
    assert unmet("BookableNonFree", "approval", offered(offer)) == []
    assert unmet("BookableNonFree", "simple", offered(offer)) == ["is for the simple flow"]


@pytest.mark.parametrize("value", [None, [], {}, "x", -1, True])
def test_nonsense_in_the_data_meets_or_misses_and_never_raises(value):
    names = ("startDate", "endDate", "remainingAttendeeCapacity", "eventStatus", "organizer", "eventAttendanceMode")
    offer = dict.fromkeys(("@id", "price", "openBookingPrepayment", "openBookingFlowRequirement"), value)
    found = offered(offer, **dict.fromkeys(names, value))
    for criterion in CRITERIA:
        unmet(criterion, "simple", found)
    assert {name for names in CRITERIA.values() for name in names} <= PREDICATES.keys()


def test_a_capacity_is_read_where_its_type_has_it():
    assert capacity_of("Slot", {"remainingUses": 3}) == 3
    assert capacity_of("ScheduledSession", {"remainingUses": 3}) is None


@pytest.mark.parametrize(
    ("criterion", "shown", "why"),
    [
        ("BookableFiveSpaces", [1, 0, None], "has 5 spaces"),
        ("BookableFiveSpaces", [1, 7], ""),
        ("BookableOneSpace", [None, None], "states no capacity"),
        ("BookableNoSpaces", [1], ""),
        ("BookableFiveSpaces", [], ""),
        ("Bookable", [None], ""),
    ],
)
def test_what_a_feed_shows_tells_whether_so_many_spaces_are_ever_left(criterion, shown, why):
    found = never_left(criterion, shown)
    assert why in found
    assert bool(why) == bool(found)


def test_an_offer_serves_the_criteria_that_it_meets_in_its_own_flow():
    free = services(offered())
    assert {flow for _, flow in free} == {"simple"}
    assert {"Bookable", "BookableFree"} <= {criterion for criterion, _ in free}
    assert "BookableNonFree" not in {criterion for criterion, _ in free}
    assert free == {(criterion, "simple") for criterion in CRITERIA if not unmet(criterion, "simple", offered())}


def ago(**how):
    return (NOW - timedelta(**how)).isoformat()


@pytest.mark.parametrize(
    ("times", "past", "going_on"),
    [
        ({"startDate": ago(hours=1), "endDate": ago(hours=-1)}, False, True),
        ({"startDate": ago(hours=2), "endDate": ago(hours=1)}, True, False),
        ({"startDate": ago(hours=1), "duration": "PT2H"}, False, True),
        ({"startDate": ago(hours=2), "duration": "PT1H"}, True, False),
        ({"startDate": ago(hours=1)}, False, False),
        ({"startDate": ago(days=2)}, True, False),
        ({"startDate": ago(days=2), "duration": "P999999999D"}, True, False),
        ({"startDate": ago(hours=-1)}, False, False),
    ],
)
def test_what_has_started_is_not_over_before_its_end(times, past, going_on):
    found = offered(**times)
    assert ("has ended" not in unmet("BookableInPast", "simple", found)) is past
    assert ("is under way" not in unmet("BookableUnderWay", "simple", found)) is going_on


@pytest.mark.parametrize(("minutes", "early"), [(30, True), (5, False)])
def test_a_booking_window_that_opens_soon_is_not_before_it(minutes, early):
    start = (NOW + timedelta(days=2, minutes=minutes)).isoformat()
    found = offered({"@id": "o", "price": 0, "validFromBeforeStartDate": "P2D"}, timedelta(minutes=10), startDate=start)
    assert (not unmet("BookableOutsideValidFromBeforeStartDate", "simple", found)) is early


@pytest.mark.parametrize(("minutes", "open_"), [(30, True), (5, False)])
def test_nor_is_one_that_closes_soon_open(minutes, open_):
    start = (NOW + timedelta(days=2, minutes=minutes)).isoformat()
    offer = {"@id": "o", "price": 0, "validThroughBeforeStartDate": "P2D"}
    assert (not unmet("Bookable", "simple", offered(offer, timedelta(minutes=10), startDate=start))) is open_
