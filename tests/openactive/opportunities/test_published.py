"""What an opportunity inherits is found however many levels above it, and however it refers to them."""

from datetime import UTC, datetime

import pytest

from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.openactive.opportunities.published_pages import by_id, joined
from booking_conformance.recording import Document, parse_json

SELLER = {"@type": "Organization", "@id": "https://example.com/sellers/1"}
OFFERS = [{"@type": "Offer", "@id": "https://example.com/offers/1", "price": 0}]


def known(*items):
    return dict(pair for item in items for pair in by_id(Document(item)))


def session(reference):
    return Document({"@type": "ScheduledSession", "@id": "s1", "superEvent": reference})


def test_the_organizer_may_stand_in_the_series_above_the_series():
    above = known({"@id": "series", "offers": OFFERS, "superEvent": "events"}, {"@id": "events", "organizer": SELLER})
    found = joined("ScheduledSession", session("series"), above)
    assert found.whole
    assert found.seller.id == SELLER["@id"]
    assert found.offers[0].id == OFFERS[0]["@id"]


def test_its_parent_is_what_it_belongs_to_itself():
    above = known({"@id": "series", "name": "Yoga", "superEvent": {"@id": "events", "name": "A programme"}})
    assert joined("ScheduledSession", session("series"), above).parent["name"].text == "Yoga"
    assert joined("ScheduledSession", session("unknown"), above).parent.id == "unknown"
    assert joined("ScheduledSession", Document({"@type": "ScheduledSession", "@id": "s1"}), above).parent is None


def test_a_slot_may_belong_to_a_facility_that_stands_in_another_one():
    facility = {"@id": "f", "provider": SELLER, "offers": OFFERS, "individualFacilityUse": [{"@id": "court-1"}]}
    slot = Document({"@type": "Slot", "@id": "s", "facilityUse": "court-1", "remainingUses": 1})
    found = joined("Slot", slot, known(facility))
    assert (found.whole, found.seller.id, found.capacity) == (True, SELLER["@id"], 1)


def test_what_is_embedded_is_read_without_a_feed():
    found = joined("ScheduledSession", session({"@id": "series", "organizer": SELLER, "offers": OFFERS}), {})
    assert (found.whole, found.seller.id) == (True, SELLER["@id"])


def test_what_was_not_found_is_told():
    assert not joined("ScheduledSession", session("nowhere"), {}).whole


def test_own_offers_come_before_inherited_ones():
    own = PublishedOpportunity.of("Slot", {"offers": [{"@id": "own"}]}, {"offers": OFFERS})
    assert [offer.id for offer in own.offers] == ["own"]


@pytest.mark.parametrize(
    ("text", "capacity"), [("60", 60), ("60.0", 60), ("6.5", None), ("true", None), ('"7"', None), ("1e1000000", None)]
)
def test_a_whole_number_may_be_written_with_a_point(text, capacity):
    assert capacity_of("Slot", parse_json(f'{{"remainingUses": {text}}}')) == capacity


@pytest.mark.parametrize(
    ("allowed", "more", "open_ids"),
    [
        (True, {}, ["plain", "signed"]),
        (None, {}, ["signed"]),
        (False, {}, []),
        (True, {"eventStatus": "https://schema.org/EventCancelled"}, []),
        (True, {"startDate": "2025-12-31T23:59:59Z"}, []),
        (True, {"startDate": "2026-01-01T00:00:00Z"}, ["plain", "signed"]),
    ],
)
def test_what_can_be_booked_through_the_api(allowed, more, open_ids):
    offers = [
        {"@id": "plain"},
        {"@id": "unavailable", "openBookingInAdvance": "https://openactive.io/Unavailable"},
        {"@id": "elsewhere", "availableChannel": ["https://openactive.io/TelephoneAdvanceBooking"]},
        {"@id": "signed", "prepayment": "https://openactive.io/Required"},
    ]
    data = {"@id": "s", "offers": offers, "organizer": {"isOpenBookingAllowed": allowed}, **more}
    found = PublishedOpportunity.of("ScheduledSession", data).open_offers(datetime(2026, 1, 1, tzinfo=UTC))
    assert [offer.id for offer in found] == open_ids
