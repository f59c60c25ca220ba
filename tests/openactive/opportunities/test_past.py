"""What is over, and what only began long ago."""

from datetime import UTC, datetime

import pytest

from booking_conformance.openactive.opportunities.past import is_long_over
from booking_conformance.recording import Document

NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "said", "over"),
    [
        ("ScheduledSession", {"startDate": "2026-01-09T10:00:00Z", "endDate": "2026-01-09T11:00:00Z"}, True),
        ("ScheduledSession", {"startDate": "2026-01-10T10:00:00Z", "endDate": "2026-01-10T11:00:00Z"}, False),
        ("Slot", {"startDate": "2026-01-09T10:00:00Z"}, True),
        ("Slot", {"startDate": "2026-01-09T11:00:00Z", "duration": "PT2H"}, False),
        ("Slot", {"startDate": "2026-01-09T11:00:00Z", "duration": "P999999999D"}, False),
        ("Event", {"startDate": "2026-01-01T10:00:00Z"}, False),
        ("Event", {"startDate": "2026-01-01T10:00:00Z", "duration": "PT2H"}, True),
        ("Event", {"endDate": "2026-01-09"}, False),
        ("Event", {"endDate": "2026-01-08"}, True),
        ("SessionSeries", {"startDate": "2020-01-01T10:00:00Z", "duration": "PT1H"}, False),
        ("SessionSeries", {"endDate": "2020-01-01T10:00:00Z"}, False),
        ("Slot", {"startDate": None, "endDate": 7}, False),
        ("Slot", {"startDate": "9999-12-31T23:00:00Z", "endDate": "9999-12-31"}, False),
    ],
)
def test_over(kind, said, over):
    assert is_long_over(Document({"@type": kind, **said}), NOW) is over
