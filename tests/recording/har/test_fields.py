"""The fields of entries that programs write in their own ways: an entry is worth what it says, not how."""

import json
from decimal import Decimal

import pytest

from booking_conformance.recording.har.entries import exchange_from_entry
from booking_conformance.recording.har.fields import header_pairs, instant, milliseconds, number, part, status_code
from tests.support import hars

UNKNOWN = instant(None, 7)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-02T09:15:30.123Z", "2026-03-02T09:15:30.123000+00:00"),
        ("2026-03-02t10:15:30.1234567+0100", "2026-03-02T09:15:30.123456+00:00"),
        ("2026-03-02T09:15:30", "2026-03-02T09:15:30+00:00"),
    ],
)
def test_instants(written, read):
    assert instant(written, 7).isoformat() == read


@pytest.mark.parametrize(
    "written",
    ["", "Invalid date", 1795619755826, "3/2/2026 9:15:30 AM", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z"],
)
def test_what_no_calendar_has_keeps_the_order(written):
    assert instant(written, 7) == UNKNOWN < instant(written, 8)


@pytest.mark.parametrize(
    ("written", "read"),
    [(12, 12), (Decimal("0.5"), 0.5), (-1, 0), (None, 0), ("12 ms", 0), (10**400, 0), (1e200, 0), (True, 0)],
)
def test_durations(written, read):
    assert milliseconds(written) == read


def test_sizes_that_no_number_has():
    assert (number(10**400), number("12"), number(-1)) == (0, 0, -1)


@pytest.mark.parametrize(
    ("written", "read"), [(200, 200), ("200", 200), (Decimal("204.0"), 204), (None, 0), (-999, -999)]
)
def test_statuses(written, read):
    assert status_code(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"Accept": "a", ":path": "/"}, ((("Accept", "a"),), False)),
        ([{"name": "Allow", "value": ["GET", "PUT"]}], ((("Allow", "GET"), ("Allow", "PUT")), False)),
        ([{"name": "Location", "value": " https://a/ "}], ((("Location", "https://a/"),), False)),
        ([{"name": "Content-Length", "value": 12}], ((("Content-Length", "12"),), False)),
        ([{"name": "Content-Type"}], ((), True)),
        ([{"name": "Vary", "value": "a"}, None, "ETag: 1", {"name": 7, "value": "b"}], ((("Vary", "a"),), True)),
        ([{"name": "Accept", "value": {"a": 1}}], ((), True)),
        ("Accept: a", ((), True)),
        (None, ((), False)),
    ],
)
def test_headers(written, read):
    assert header_pairs(written) == read


def test_a_header_that_is_none_costs_no_entry():
    one = hars.error()
    one["response"]["headers"].append(None)
    one["request"]["headers"] = 12
    read = exchange_from_entry(one, 0)
    assert read.response is not None
    assert read.response.headers_lost
    assert (read.status, read.text != "") == (one["response"]["status"], True)


def test_parts_that_are_texts():
    assert part({"postData": "{}"}, "postData") == {"text": "{}"}
    assert part({"content": None}, "content") == part({"content": []}, "content") == {}


def test_fields_of_other_programs_are_not_taken_for_ours():
    one = hars.deletion(_id=7, _error={"code": 1}, _truncated="no", _step=3, _superseded=1)
    read = exchange_from_entry(one, 0)
    assert (read.id, read.error, read.step, read.superseded) == ("e00001", None, "", False)


@pytest.mark.parametrize("response", [None, {"status": None, "content": {}}, {"status": -999}])
def test_an_entry_whose_response_never_came_is_unanswered(response):
    read = exchange_from_entry(hars.deletion(response=response), 0)
    assert (read.response, read.error) == (None, "no response was recorded")


def test_a_media_type_without_value_is_missed_by_nobody():
    one = hars.error()
    one["response"]["headers"] = [{"name": "Content-Type", "value": None}, {"name": "Server", "value": "x"}]
    response = exchange_from_entry(json.loads(json.dumps(one)), 0).response
    assert response is not None
    assert response.headers_lost
