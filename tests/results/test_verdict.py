"""The order of verdicts and of scopes."""

import pytest

from booking_conformance.results.verdict import Scope, Verdict


def test_the_worst_verdict_wins():
    assert Verdict.worst([Verdict.PASS, Verdict.NOT_TESTABLE, Verdict.WARN]) is Verdict.NOT_TESTABLE
    assert Verdict.worst([Verdict.FAIL, Verdict.ERROR]) is Verdict.ERROR


PAIRS = [("full", "book", True), ("read", "book", False), ("book", "book", True)]


@pytest.mark.parametrize(("granted", "needed", "yes"), PAIRS)
def test_a_scope_grants_what_is_narrower(granted, needed, yes):
    assert Scope(granted).grants(Scope(needed)) is yes
