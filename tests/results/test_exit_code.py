import pytest

from booking_conformance.results import Scope
from booking_conformance.results.exit_code import exit_status
from tests.support.results import check, result


def code(*checks, **options) -> int:
    return exit_status(result(*checks), **options).code


@pytest.mark.parametrize("verdict", ["pass", "warn", "info", "not-applicable"])
@pytest.mark.parametrize("required", [True, False])
def test_0_when_what_was_selected_holds(verdict, required):
    assert code(check("a", verdict, required=required)) == 0


@pytest.mark.parametrize("verdict", ["fail", "not-testable", "not-run"])
@pytest.mark.parametrize("required", [True, False])
def test_1_when_something_does_not(verdict, required):
    status = exit_status(result(check("a", verdict, required=required)))
    assert (status.code, status.reasons) == (1, (f"a is {verdict}",))


def test_4_comes_before_1():
    assert code(check("a", "fail"), check("b", "error")) == 4


def test_130_comes_before_4():
    assert exit_status(result(check("a", "error"), interrupted=True)).code == 130


def test_2_when_nothing_was_selected():
    assert code(check("a", "fail"), selected=()) == 2


def test_2_when_the_scope_grants_nothing_of_what_was_selected():
    assert exit_status(result(check("a", "not-run", scope=Scope.FULL), scope=Scope.READ)).code == 2


def test_what_was_not_selected_does_not_count():
    assert code(check("a", "fail"), check("b", "error"), check("c", "pass"), selected={"c"}) == 0


def test_what_the_scope_does_not_grant_does_not_count():
    later = check("b", "not-run", required=False, scope=Scope.FULL)
    assert exit_status(result(check("a", "pass"), later, scope=Scope.READ)).code == 0


def test_1_on_a_warning_when_asked_for():
    assert code(check("a", "warn"), fail_on_warn=True) == 1


@pytest.mark.parametrize("verdict", ["fail", "not-testable"])
def test_0_when_the_baseline_knows_the_failure(verdict):
    assert code(check("a", verdict), check("b", "pass"), baseline={"a"}) == 0


def test_a_known_warning():
    assert code(check("a", "warn"), baseline={"a"}, fail_on_warn=True) == 0


def test_the_baseline_knows_no_error_and_no_missing_run():
    assert code(check("a", "error"), baseline={"a"}) == 4
    assert code(check("a", "not-run"), baseline={"a"}) == 1


@pytest.mark.parametrize("verdict", ["pass", "warn", "info", "not-applicable"])
def test_a_stale_entry_is_1(verdict):
    status = exit_status(result(check("a", verdict)), baseline={"a"})
    assert status.code == 1
    assert "remove it from the baseline" in status.reasons[0]


def test_an_entry_that_was_not_selected_is_neither_stale_nor_unknown():
    assert code(check("a", "pass"), baseline={"b"}) == 0
    assert code(check("a", "pass"), check("b", "not-run"), selected={"a"}, baseline={"b"}) == 0
