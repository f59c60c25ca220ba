"""What a report says of earlier runs: which failures are new, fixed, or known since when."""

from dataclasses import replace

import pytest

from booking_conformance.certify.run_history import history_of, with_history
from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.page.html import page
from booking_conformance.reports.report_json import document
from booking_conformance.results import Verdict
from tests.support import samples

DAYS = ("2026-03-01T08:00:00+00:00", "2026-03-02T08:00:00+00:00", "2026-03-03T08:00:00+00:00")


def of(day, **verdicts):
    """Return the result of a run that began on a day, with the verdicts of checks."""
    whole = samples.result()
    checks = tuple(
        samples.check(f"c1.{name}", f"The rule {name}", ("c1-001",), samples.outcome(f"c1.{name}[x]", verdict, "no"))
        for name, verdict in verdicts.items()
    )
    started = samples.START.fromisoformat(day)
    return replace(whole, checks=checks, run=replace(whole.run, started=started, stopped=None))


def as_report(result):
    return document(result, catalogue(), [], {})


@pytest.fixture
def third():
    first = of(DAYS[0], a=Verdict.FAIL, b=Verdict.NOT_TESTABLE, c=Verdict.PASS, d=Verdict.FAIL)
    second = with_history(of(DAYS[1], a=Verdict.FAIL, b=Verdict.PASS, c=Verdict.ERROR), as_report(first))
    return with_history(
        of(DAYS[2], a=Verdict.FAIL, b=Verdict.FAIL, c=Verdict.PASS, d=Verdict.NOT_RUN), as_report(second)
    )


def test_it_is_known_since_when_a_check_fails_what_is_new_and_what_is_fixed(third):
    history = third.run.history
    assert history.new == ("c1.b",)
    assert history.fixed == ("c1.c",)
    assert history.failing_since == {"c1.a": DAYS[0], "c1.b": DAYS[2], "c1.d": DAYS[0]}


def test_every_earlier_run_is_counted(third):
    found = [(run.started, run.failed, run.undecided) for run in third.run.history.runs]
    assert found == [(DAYS[0], 2, 1), (DAYS[1], 2, 0)]


def test_only_so_many_earlier_runs_are_kept(third):
    result = third
    for _ in range(30):
        result = with_history(result, as_report(result))
    assert len(result.run.history.runs) == 20


def test_the_report_states_what_can_be_read_again(third):
    assert history_of(as_report(third)["run"]["history"]) == third.run.history
    assert "history" not in as_report(of(DAYS[0]))["run"]
    assert history_of(None) is None


def test_a_check_is_known_by_the_name_that_it_had(monkeypatch):
    earlier = as_report(of(DAYS[0], old=Verdict.FAIL))
    monkeypatch.setattr("booking_conformance.certify.run_history.current_id", {"c1.old": "c1.now"}.get)
    assert with_history(of(DAYS[1], now=Verdict.FAIL), earlier).run.history.failing_since == {"c1.now": DAYS[0]}


def test_the_page_shows_it(third):
    text = page(third, samples.recording(), catalogue()).decode()
    assert "Since the run of 02 March 2026, 08:00 UTC: 1 new, 1 fixed, 1 still failing." in text
    assert text.count('<span class="tag since">') == 2
    assert '<span class="tag since">new</span>' in text
    assert '<span class="tag since">failing since 01 March 2026, 08:00 UTC</span>' in text
    assert '<a href="#check-c1.c">' in text.partition('id="history"')[2].partition("</section>")[0]
    assert "History" not in page(of(DAYS[0]), samples.recording(), catalogue()).decode()
