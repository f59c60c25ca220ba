"""Whatever a correct booking system declares, it is decided: conformant at its scope.

All declarations are tried when BOOKING_CONFORMANCE_DIVERSITY=all, else a fixed dozen.
"""

import os

import pytest

from booking_conformance.results import RunResult, Verdict
from tests.diversity.declarations import CHOICES, SAMPLE, Declaration, declarations, sample
from tests.support.declaring import run_as_declared

_ALL = os.environ.get("BOOKING_CONFORMANCE_DIVERSITY") == "all"
TRIED = declarations() if _ALL else sample()
# Systems that declare themselves: with nobody who acts for the Seller, with nothing that is not required, with neither,
# and with what only a booked Order shows, which nobody brings about.
_POORER = [
    ("no-test-interface",),
    ("core-only",),
    ("core-only", "no-test-interface"),
    ("ledger-codes", "approval-only", "no-test-interface"),
]
_UNDECIDED = {Verdict.FAIL, Verdict.NOT_TESTABLE, Verdict.ERROR}


def test_every_choice_is_declared_by_some():
    for name, values in CHOICES.items():
        assert {row.chosen[name] for row in declarations()} == set(values)
    assert len(declarations()) >= 120
    assert len(sample()) == SAMPLE


@pytest.mark.parametrize("declaration", TRIED, ids=lambda declaration: declaration.name)
def test_a_correct_system_is_conformant_at_its_scope(declaration: Declaration):
    result = run_as_declared(declaration.settings, variants=declaration.variants)
    assert (result.verdict, result.scope) == ("conformant", declaration.chosen["scope"]), told(result)


@pytest.mark.parametrize("variants", _POORER if _ALL else _POORER[:1], ids="+".join)
def test_a_poorer_system_is_conformant_as_it_declares_itself(variants: tuple[str, ...]):
    result = run_as_declared(lambda described: {**described, "effort": "low"}, variants=variants)
    assert result.verdict == "conformant", told(result)


def test_where_no_seller_accepts_it_is_told_that_nothing_was_booked():
    settings = {"effort": "low", "scope": "book"}
    result = run_as_declared(lambda described: described | settings, variants=("approval-only", "no-test-interface"))
    assert (result.verdict, result.run.bookings > 0) == ("conformant", True), told(result)
    assert result.verdict_reason.endswith("Nothing was booked: no B was answered with success")


def test_feeds_that_are_empty_before_the_run_are_filled_by_the_test_interface():
    result = run_as_declared(lambda described: {**described, "effort": "low", "scope": "book"}, seeds=0)
    assert result.verdict == "conformant", told(result)


def told(result: RunResult) -> str:
    """Return what stood in the way, one line each."""
    undecided = [check for check in result.checks if check.verdict in _UNDECIDED]
    return "\n".join([result.verdict_reason, *(f"{each.id} ({each.verdict}): {each.reason}" for each in undecided)])
