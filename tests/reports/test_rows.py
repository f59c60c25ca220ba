"""What came of each requirement."""

from dataclasses import replace

from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.rows import row_counts, row_results
from booking_conformance.results import Verdict


def test_a_row_has_the_worst_verdict_of_its_checks_or_a_reason(result):
    found = {each.row.id: each for each in row_results(result, catalogue())}
    assert list(found) == list(catalogue())
    assert (found["c1-009"].verdict, found["c1-009"].reason) == (Verdict.FAIL, "")
    assert (found["pre-002"].verdict, found["pre-002"].checks) == (None, ())


def test_rows_are_counted_worst_first_and_the_unexamined_last(result):
    counted = row_counts(row_results(result, catalogue()))
    assert list(counted)[-1] == "unexamined"
    assert sum(counted.values()) == len(catalogue())
    assert row_counts(row_results(replace(result, checks=()), catalogue())) == {"unexamined": len(catalogue())}
