"""The page counts what is new, fixed and still failing, and names the days."""

from dataclasses import replace

from booking_conformance.reports.page.history import page_history
from booking_conformance.results import EarlierRun, History
from tests.support.results import check, result

FIRST, LAST = "2026-01-05T10:00:00+00:00", "2026-02-07T11:30:00+00:00"
RUNS = (EarlierRun(FIRST, "non-conformant", 1, 0), EarlierRun(LAST, "non-conformant", 2, 0))


def told(*checks, **history):
    found = result(*checks)
    return page_history(replace(found, run=replace(found.run, history=History(runs=RUNS, **history))))


def test_without_an_earlier_report_nothing_is_said():
    assert page_history(result(check("b.succeeds", "fail"))) is None


def test_each_failure_is_counted_and_tagged_once():
    page = told(
        *(check("b.succeeds", "fail"), check("c1.confirms", "fail"), check("p.succeeds", "pass")),
        new=("c1.confirms",),
        fixed=("p.succeeds",),
        failing_since={"b.succeeds": FIRST, "c1.confirms": LAST, "never.judged": FIRST},
    )
    assert page.headline == "Since the run of 07 February 2026, 11:30 UTC: 1 new, 1 fixed, 1 still failing."
    assert [day for day, _ in page.runs] == ["07 February 2026, 11:30 UTC", "05 January 2026, 10:00 UTC"]
    assert [row.id for row in page.fixed] == ["p.succeeds"]
    assert page.tags["b.succeeds"] == "failing since 05 January 2026, 10:00 UTC"
    assert page.tags["c1.confirms"] == "new"
