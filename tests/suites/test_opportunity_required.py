"""What an opportunity in an answer has to have: a location, unless it takes place online only."""

import json
from datetime import UTC, datetime

import pytest

from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import Conversation, Exchange, Request, Response
from booking_conformance.results import Verdict

ID = "https://booking.example/sessions/1"
ONLINE, MIXED, OFFLINE = (f"https://schema.org/{mode}EventAttendanceMode" for mode in ("Online", "Mixed", "Offline"))
SERIES = {"@type": "SessionSeries", "name": "Yoga", "url": ID, "activity": [{"prefLabel": "Yoga"}]}
PLACE = {"@type": "Place", "name": "Hall", "address": "1 High Street"}


def verdict_on(own, inherited):
    series = {name: value for name, value in (SERIES | inherited).items() if value is not None}
    session = {"@type": "ScheduledSession", "@id": ID, "startDate": "2030-01-01T10:00:00Z", "superEvent": series} | own
    answer = {"orderedItem": [{"orderedItem": session}]}
    request = Request("PUT", "https://booking.example/api/order-quotes/1", (), "{}")
    response = Response(200, (), json.dumps(answer))
    exchange = Exchange("x1", "C1", request, response, datetime(2030, 1, 1, tzinfo=UTC), 1.0, step="C1")
    facts = {"opportunities": {ID: {"type": "ScheduledSession", "id": ID}}}
    check = all_checks()["quotes.opportunities-have-required"]
    talk = Conversation("booking[ScheduledSession]", "booking", {"type": "ScheduledSession"}, (exchange,), (), facts)
    return judge_conversation(check, talk, check.id).verdict


@pytest.mark.parametrize(
    ("own", "inherited"),
    [
        ({"eventAttendanceMode": ONLINE}, {}),
        ({}, {"eventAttendanceMode": ONLINE}),
        ({}, {"location": PLACE}),
        ({"eventAttendanceMode": ONLINE}, {"location": PLACE}),
    ],
)
def test_online_sessions_need_no_location(own, inherited):
    assert verdict_on(own, inherited) is Verdict.PASS


@pytest.mark.parametrize(
    ("own", "inherited"),
    [
        ({}, {}),
        ({"eventAttendanceMode": MIXED}, {}),
        ({}, {"eventAttendanceMode": OFFLINE}),
        ({"eventAttendanceMode": OFFLINE}, {"eventAttendanceMode": ONLINE}),
        ({"eventAttendanceMode": ONLINE}, {"location": {"@type": "Place", "name": "Hall"}}),
        ({"eventAttendanceMode": ONLINE}, {"url": None}),
    ],
)
def test_whatever_else_is_missing_fails(own, inherited):
    assert verdict_on(own, inherited) is Verdict.FAIL
