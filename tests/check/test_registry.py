from types import ModuleType

import pytest

from booking_conformance.check import check
from booking_conformance.check.planning.selection import find, select
from booking_conformance.check.registry import all_checks, collect
from booking_conformance.errors import InternalError, UsageError


def module(name: str, *ids: str) -> ModuleType:
    made = ModuleType(name)
    for number, check_id in enumerate(ids):

        def judge(exchange, history):
            """It holds."""

        judge.__module__ = name
        feature = "approval" if check_id.startswith("p.") else None
        setattr(made, f"test_{number}", check(check_id, cites=("c1-001",), calls=("C1",), feature=feature)(judge))
    return made


CHECKS = collect(
    [
        module("suites.c1.test_a", "c1.one", "c1.two"),
        module("suites.c1one.test_b", "c1one.two"),
        module("suites.p.test_b", "p.three"),
    ]
)


def test_checks_are_found_in_the_order_of_modules():
    assert list(CHECKS) == ["c1.one", "c1.two", "c1one.two", "p.three"]


def test_an_id_is_declared_once():
    with pytest.raises(InternalError, match=r"c1\.one is declared twice, in suites\.c1\.test_a and suites\.c1\.test_b"):
        collect([module("suites.c1.test_a", "c1.one"), module("suites.c1.test_b", "c1.one")])


def test_an_imported_check_is_not_declared_again():
    first = module("suites.c1.test_a", "c1.one")
    second = ModuleType("suites.p.test_b")
    second.test_0 = first.test_0
    assert list(collect([first, second])) == ["c1.one"]


def test_the_suites_can_be_collected():
    assert all(name == check.id for name, check in all_checks().items())


@pytest.mark.parametrize(
    ("words", "selected"),
    [
        ((), set(CHECKS)),
        (("c1.one",), {"c1.one"}),
        (("c1",), {"c1.one", "c1.two"}),
        (("approval",), {"p.three"}),
        (("c1-001",), set(CHECKS)),
        (("c1.one", "p"), {"c1.one", "p.three"}),
    ],
)
def test_what_a_word_selects(words, selected):
    assert select(CHECKS, words) == selected


def test_a_word_that_matches_nothing_is_refused_with_a_suggestion():
    with pytest.raises(UsageError, match=r'^c1\.on matches no check; did you mean "c1\.one"'):
        select(CHECKS, ("p.three", "c1.on"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), set(CHECKS)),
        (("c1.one",), {"c1.one"}),
        (("THREE",), {"p.three"}),
        (("p.three", "TWO"), {"p.three", "c1.two", "c1one.two"}),
    ],
)
def test_a_word_that_selects_nothing_finds_checks_by_their_text(words, found):
    assert find(CHECKS, words) == found


def test_a_text_of_no_check_is_refused():
    with pytest.raises(UsageError, match="nonsense matches no check"):
        find(CHECKS, ("nonsense",))


def test_an_id_says_in_which_folder_its_check_lies():
    with pytest.raises(InternalError, match=r"p\.one lies in the folder order_status: its id begins with order-status"):
        collect([module("suites.order_status.test_a", "p.one")])


def test_a_check_is_a_function_of_what_was_recorded_and_of_nothing_else():
    with pytest.raises(ValueError, match=r"c1\.one is a function of \(exchange, tmp_path\)"):
        check("c1.one", cites=("c1-001",), calls=("C1",))(lambda exchange, tmp_path: None)
