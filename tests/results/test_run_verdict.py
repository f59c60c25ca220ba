import pytest

from booking_conformance.results import Scope
from booking_conformance.results.run_verdict import of_selection, overall
from tests.support.results import check


@pytest.mark.parametrize("good", ["pass", "warn", "info", "not-applicable"])
def test_conformant_when_every_required_check_holds(good):
    assert overall([check("a", good), check("b", "pass")], Scope.FULL)[0] == "conformant"


def test_a_failed_required_check_comes_before_everything_else():
    checks = [check("a", "error"), check("b", "fail"), check("c", "not-testable")]
    assert overall(checks, Scope.FULL) == ("non-conformant", "1 of 3 required checks failed: b (fail)")


@pytest.mark.parametrize("undecided", ["not-testable", "error", "not-run"])
def test_inconclusive_when_a_required_check_is_undecided(undecided):
    verdict, reason = overall([check("a", undecided), check("b", "pass")], Scope.FULL)
    assert (verdict, reason) == ("inconclusive", f"1 of 2 required checks are undecided: a ({undecided})")


def test_inconclusive_when_nothing_was_required():
    assert overall([check("a", "pass", required=False)], Scope.FULL)[0] == "inconclusive"


@pytest.mark.parametrize("unshown", ["fail", "not-testable", "not-run", "error"])
def test_partial_when_a_claimed_check_is_not_shown(unshown):
    verdict, reason = overall([check("a", "pass"), check("b", unshown, required=False)], Scope.FULL)
    assert verdict == "partial"
    assert f"b ({unshown})" in reason


def test_an_optional_check_that_does_not_apply_is_not_claimed():
    checks = [check("a", "pass"), check("b", "not-applicable", required=False)]
    assert overall(checks, Scope.FULL)[0] == "conformant"


def test_what_the_scope_does_not_grant_is_not_claimed():
    checks = [check("a", "pass"), check("b", "not-run", required=False, scope=Scope.BOOK)]
    assert overall(checks, Scope.READ)[0] == "conformant"
    assert overall(checks, Scope.BOOK)[0] == "partial"


def test_many_checks_are_counted_not_listed():
    reason = overall([check(f"c{n}", "fail") for n in range(9)], Scope.FULL)[1]
    assert reason.endswith("c0 (fail), c1 (fail), c2 (fail) and 6 more")


def test_what_is_beyond_the_configuration_keeps_no_verdict_back():
    checks = [check("a", "pass"), check("b", "not-run", remedy="Configure a Test Interface.")]
    assert overall(checks, Scope.FULL)[0] == "conformant"
    claimed = check("c", "not-run", required=False, remedy="Configure a Test Interface.")
    assert overall([*checks, claimed], Scope.FULL)[0] == "conformant"


def test_where_everything_is_beyond_nothing_is_conformant():
    assert overall([check("b", "not-run", remedy="Configure a Test Interface.")], Scope.FULL)[0] == "inconclusive"


def test_nothing_but_skips_is_not_conformant():
    assert overall([check("a", "not-applicable")], Scope.FULL)[0] == "inconclusive"


def test_a_declared_feature_that_no_check_judged_makes_it_partial():
    verdict, reason = overall([check("a", "pass")], Scope.FULL, ["dynamic-payment"])
    assert verdict == "partial"
    assert "dynamic-payment" in reason


def test_a_selection_gives_no_overall_verdict():
    reason = "All 2 selected checks hold; a selection gives no overall verdict"
    assert of_selection([check("a", "pass"), check("b", "warn")], Scope.FULL) == ("selected checks hold", reason)
    assert of_selection([check("a", "pass")], Scope.FULL)[1].startswith("The selected check holds;")


@pytest.mark.parametrize("required", [True, False])
def test_a_selected_check_that_fails(required):
    verdict, reason = of_selection([check("a", "fail", required=required), check("b", "not-testable")], Scope.FULL)
    assert verdict == "selected checks fail"
    assert reason.startswith("1 of 2 selected checks failed: a (fail);")


def test_a_selected_check_that_is_undecided():
    assert of_selection([check("a", "not-testable"), check("b", "pass")], Scope.FULL)[0] == "selected checks undecided"
    beyond = check("a", "not-run", remedy="Configure a Test Interface.")
    assert of_selection([beyond], Scope.FULL)[1].startswith("No selected check could be judged;")
    assert of_selection([beyond, check("b", "pass")], Scope.FULL)[0] == "selected checks hold"
