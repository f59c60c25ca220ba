"""Moments and durations: what cannot be read is None, and never an exception."""

from datetime import UTC, datetime, timedelta

import pytest

from booking_conformance.openactive.iso8601 import aware_moment, duration, http_date, moment, stated_moment

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00"])
def test_a_moment_without_an_offset_is_utc(text):
    assert moment(text) == NEW_YEAR


def test_an_aware_moment_states_its_offset():
    assert aware_moment("2026-01-01T00:00:00Z") == NEW_YEAR
    assert aware_moment("2026-01-01T00:00:00") is None


@pytest.mark.parametrize("value", [None, 7, "", "soon", "0001-01-01T00:00:00+14:00x", [], "9" * 500])
def test_nonsense_is_nothing(value):
    assert moment(value) is None
    assert aware_moment(value) is None
    assert duration(value) is None


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("P1D", timedelta(days=1)),
        ("PT1H30M", timedelta(minutes=90)),
        ("P2W", timedelta(weeks=2)),
        ("P", None),
        (f"P{'9' * 5000}D", None),
    ],
)
def test_durations(text, length):
    assert duration(text) == length


@pytest.mark.parametrize(
    ("text", "found"), [("Thu, 01 Jan 2026 00:00:00 GMT", NEW_YEAR), ("yesterday", None), (None, None)]
)
def test_http_dates(text, found):
    assert http_date(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-01-01T00:00:00,5", datetime(2026, 1, 1, 0, 0, 0, 500000)),  # noqa: DTZ001 - as it is stated
        ("2026-01-01T00:00:00Z", NEW_YEAR),
        ("2026", None),
        (7, None),
    ],
)
def test_a_moment_is_read_as_it_is_stated(text, found):
    assert stated_moment(text) == found
