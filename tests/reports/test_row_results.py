"""Each row of the catalogue has the worst verdict of the checks that judge it, or a reason why none does."""

from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.rows import row_counts, row_results
from booking_conformance.results import Evidence, Outcome, Verdict
from tests.support.results import result
from tests.support.samples import check


def test_a_row_is_as_the_checks_that_cite_it():
    blamed = Evidence("Wrong.", requirements=("c1-001",))
    broken = check("c1.one", "One", ("c1-001", "c1-002"), Outcome("c1.one", Verdict.FAIL, "", (blamed,)))
    held = check("c1.two", "Two", ("c1-002",), Outcome("c1.two", Verdict.PASS))
    found = {each.row.id: each for each in row_results(result(broken, held), catalogue())}
    assert (found["c1-001"].verdict, found["c1-001"].checks) == (Verdict.FAIL, ("c1.one",))
    assert (found["c1-002"].verdict, found["c1-002"].checks) == (Verdict.PASS, ("c1.one", "c1.two"))
    assert found["qd-002"].verdict is None
    assert found["qd-002"].reason
    counts = row_counts(found.values())
    assert (counts["fail"], counts["pass"], counts["unexamined"]) == (1, 1, len(found) - 2)
