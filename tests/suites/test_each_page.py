"""The offers of a single page of an open feed."""

import copy

import pytest

from tests.support import hars
from tests.support.auditing import audited

PRICED, CONSISTENT = "opportunity-feeds.each-offer-priced", "opportunity-feeds.each-offer-consistent"
IO = "https://openactive.io/"
URL = "https://data.example.com/sessions"
OFFER = {
    "@type": "Offer",
    "@id": "https://data.example.com/o/1",
    "price": 5,
    "priceCurrency": "GBP",
    "openBookingPrepayment": f"{IO}Required",
}
DATA = {"@context": IO, "@type": "ScheduledSession", "@id": "https://data.example.com/s/1", "offers": [OFFER]}


def found(tmp_path, offer=None, moment="2026-03-02T10:00:00Z", **changes):
    data = {**copy.deepcopy(DATA), "startDate": "2030-01-01T10:00:00Z", **changes}
    if offer is not None:
        data["offers"] = [{name: value for name, value in {**OFFER, **offer}.items() if value is not None}]
    item = {"state": "updated", "kind": "ScheduledSession", "id": "1", "modified": 1, "data": data}
    page = {"next": f"{URL}?afterChangeNumber=1", "license": "https://l.example/", "items": [item]}
    one = {**hars.entry("GET", URL, 200, page), "startedDateTime": moment}
    return audited(hars.written(tmp_path / "x.har", [one])).broken()


@pytest.mark.parametrize(
    ("offer", "blamed"),
    [
        ({}, False),
        ({"price": "5.00"}, False),
        ({"price": None}, True),
        ({"price": "free"}, True),
        ({"price": -1}, True),
        ({"priceCurrency": None}, True),
        ({"price": "5.00", "priceCurrency": None}, True),
        ({"price": 0, "priceCurrency": None}, False),
    ],
)
def test_what_can_be_booked_has_a_price(tmp_path, offer, blamed):
    assert (PRICED in found(tmp_path, offer)) is blamed


@pytest.mark.parametrize(
    "changes",
    [
        {"startDate": "2020-01-01T10:00:00Z"},
        {"eventStatus": "https://schema.org/EventCancelled"},
        {"organizer": {"@type": "Organization", "isOpenBookingAllowed": False}},
        {"moment": "soon"},
        {"offer": {"price": None, "openBookingPrepayment": None}},
        {"offer": {"price": None, "openBookingInAdvance": f"{IO}Unavailable"}},
    ],
)
def test_what_cannot_be_booked_needs_none(tmp_path, changes):
    assert PRICED not in found(tmp_path, **{"offer": {"price": None}, **changes})


def test_offers_of_the_series_count(tmp_path):
    series = {"@type": "SessionSeries", "offers": [{**OFFER, "price": None}]}
    assert PRICED in found(tmp_path, superEvent=series, offers=[])


@pytest.mark.parametrize(
    ("offer", "blamed"),
    [
        ({}, False),
        ({"price": 0}, True),
        ({"price": "0.00"}, True),
        ({"price": "5.00"}, False),
        ({"price": 0, "openBookingPrepayment": f"{IO}Unavailable"}, False),
        ({"openBookingInAdvance": f"{IO}Maybe"}, True),
        ({"openBookingFlowRequirement": f"{IO}OpenBookingApproval"}, True),
        ({"openBookingFlowRequirement": [f"{IO}OpenBookingApproval"]}, False),
    ],
)
def test_what_offers_state_agrees(tmp_path, offer, blamed):
    assert (CONSISTENT in found(tmp_path, offer)) is blamed
