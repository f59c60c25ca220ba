"""The page of a fleet shows whatever a target or a configuration said as text, and nothing else."""

from dataclasses import asdict

from booking_conformance.fleet.lines import Line
from booking_conformance.reports.page.fleet import fleet_page

HOSTILE = "<script>alert(1)</script>\u202e"
JUDGED = Line(
    "a", "a.toml", "", 1, "non-conformant", "full", ("c1.x",) * 7, {"new": 2, "fixed": 0}, "", "", "reports/a"
)


def _page(*lines):
    return fleet_page([asdict(line) for line in lines]).decode("utf-8")


def test_what_was_said_is_text():
    page = _page(Line(HOSTILE, "x.toml", "", 2, message=HOSTILE))
    assert "<script" not in page
    assert "\u202e" not in page
    assert "not judged (exit code 2)" in page


def test_a_line_has_verdict_failures_and_changes():
    page = _page(JUDGED)
    for text in ("non-conformant", "full", "and 2 more", "2 new", 'href="reports/a"'):
        assert text in page
    assert "fixed" not in page


def test_verdicts_are_counted():
    assert "2 non-conformant, 1 not judged" in _page(JUDGED, JUDGED, Line("b", "b.toml", ""))
