"""What pages of feeds and dataset sites say without saying it: null, amounts as text, a position without an id."""

import json
from dataclasses import replace

import pytest

from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.registry import all_checks
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.recording import Conversation
from booking_conformance.results import Verdict
from tests.support.judged import judge
from tests.support.makings import an_exchange

IO = "https://openactive.io/"
FEED = "https://data.example.com/sessions"
SELLER = {"@type": "Organization", "@id": "https://data.example.com/sellers/1", "isOpenBookingAllowed": True}
SERIES = {
    "@type": "SessionSeries",
    "@id": "https://data.example.com/series/1",
    "name": "Yoga",
    "url": "https://data.example.com/yoga",
    "activity": [{"@id": "https://openactive.io/activity-list#1"}],
    "location": {"@type": "Place", "name": "Hall", "geo": {"latitude": 1, "longitude": 1}},
    "organizer": SELLER,
}
OFFER = {"@type": "Offer", "@id": "https://data.example.com/o/1", "price": 5, "priceCurrency": "GBP"}
SESSION = {
    "@type": "ScheduledSession",
    "@id": "https://data.example.com/sessions/1",
    "startDate": "2999-01-01T10:00:00Z",
    "remainingAttendeeCapacity": 5,
    "superEvent": SERIES,
    "offers": [OFFER],
}


def page(*items, following=f"{FEED}?afterTimestamp=1&afterId=1", step="ScheduledSession page 1"):
    body = json.dumps({"next": following, "license": "https://l.example/", "items": items})
    made = an_exchange(call="open-feed", step=step, body=body)
    return replace(made, request=replace(made.request, method="GET", url=FEED))


def an_item(data=None, modified=1, identifier="1"):
    return {"state": "updated", "kind": "ScheduledSession", "id": identifier, "modified": modified, "data": data or {}}


def read(check_id, data):
    """Judge the conversation that read a feed of one opportunity."""
    facts = {"read to the end": {"ScheduledSession": True}, "mode": "controlled"}
    values = {"type": "ScheduledSession"}
    talk = Conversation("open-feeds[ScheduledSession]", "open-feeds", values, (page(an_item(data)),), (), facts)
    return judge_conversation(all_checks()[check_id], talk, check_id).verdict


@pytest.mark.parametrize(
    ("following", "modified", "right"),
    [
        ("afterTimestamp=5&afterId=1", 5, True),
        ("afterTimestamp=5", 5, False),
        ("afterChangeNumber=5", 5, True),
    ],
)
def test_a_time_without_an_id_is_no_position(following, modified, right):
    found = judge(
        all_checks()["rpde.next-from-last-item"], page(an_item(modified=modified), following=f"{FEED}?{following}")
    )
    assert found.verdict is (Verdict.PASS if right else Verdict.FAIL)


@pytest.mark.parametrize(("written", "right"), [("%2B01:00", True), ("+01:00", False), ("Z", True), ("-01:00", True)])
def test_a_bare_plus_before_an_offset_is_read_as_a_space(written, right):
    following = f"{FEED}?afterTimestamp=2030-01-01T10:00:00{written}&afterId=a+b"
    found = judge(all_checks()["rpde.next-absolute"], page(following=following))
    assert found.verdict is (Verdict.PASS if right else Verdict.FAIL)


@pytest.mark.parametrize(
    "check_id",
    ["opportunity-feeds.seller-id", "opportunity-feeds.opportunity-described", "opportunity-feeds.availability"],
)
@pytest.mark.parametrize(
    "own", [{}, dict.fromkeys(("organizer", "name", "url", "activity", "location", "eventStatus"))]
)
def test_null_hides_nothing_that_is_inherited(check_id, own):
    assert read(check_id, {**SESSION, **own}) is Verdict.PASS


@pytest.mark.parametrize(
    ("check_id", "data"),
    [
        ("opportunity-feeds.availability", {**SESSION, "remainingAttendeeCapacity": None}),
        ("opportunity-feeds.opportunity-described", {**SESSION, "superEvent": {**SERIES, "name": None}}),
        ("opportunity-feeds.opportunity-described", {**SESSION, "superEvent": {**SERIES, "url": ""}}),
        ("opportunity-feeds.opportunity-described", {**SESSION, "superEvent": {**SERIES, "activity": []}}),
        ("opportunity-feeds.opportunity-described", {**SESSION, "superEvent": {**SERIES, "location": None}}),
        (
            "opportunity-feeds.seller-id",
            {
                **SESSION,
                "superEvent": {**SERIES, "organizer": None},
                "offers": [{**OFFER, "openBookingInAdvance": f"{IO}Optional"}],
            },
        ),
    ],
)
def test_null_is_no_value(check_id, data):
    assert read(check_id, data) is Verdict.FAIL


def test_the_first_property_that_is_stated():
    found = PublishedOpportunity.of("ScheduledSession", {"name": None}, {"name": "Yoga"}).value("name")
    assert found.text == "Yoga"


@pytest.mark.parametrize(
    ("service", "right"),
    [
        ({"endpointUrl": "https://a.example/"}, True),
        ({"endpointUrl": "http://a.example/"}, False),
        ([{"@type": "WebAPI", "endpointUrl": "http://a.example/"}], False),
    ],
)
def test_the_base_uri_is_https_wherever_it_stands(service, right):
    feed = {"@type": "DataDownload", "contentUrl": "https://a.example/feed"}
    dataset = json.dumps({"@type": "Dataset", "accessService": service, "distribution": [feed]})
    site = an_exchange(call="dataset-site", body=f'<script type="application/ld+json">{dataset}</script>')
    assert judge(all_checks()["dataset-site.https"], site).verdict is (Verdict.PASS if right else Verdict.FAIL)
