"""A trial is a run without pytest: it acts what it is to show, and judges it."""

from booking_conformance.prove.fault_table import fault_rows
from booking_conformance.prove.trial import try_fault
from booking_conformance.results import Verdict


def test_a_fault_is_seen_by_the_check_that_is_named_for_it_with_the_row_it_breaks():
    results = try_fault(fault_rows()["c1-echoes-customer"])
    judged = results["c1.omits-customer"]
    assert judged.verdict is Verdict.FAIL
    assert judged.rows == {"c1-011"}
