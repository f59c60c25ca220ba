"""The verdict of a check is the worst of its instances."""

from booking_conformance.check.judging.check_result import check_result
from booking_conformance.check.registry import all_checks
from booking_conformance.results import Outcome, Verdict


def test_the_worst_instance_decides_and_the_declaration_comes_along():
    check = all_checks()["c1.omits-customer"]
    result = check_result(check, [Outcome("a", Verdict.PASS), Outcome("b", Verdict.FAIL, "It is there.")])
    assert (result.verdict, result.reason) == (Verdict.FAIL, "It is there.")
    assert (result.id, result.title, result.requirements) == (check.id, check.title, check.requirements)
