"""What is done to a report is found, and for the right reason."""

import pytest

from booking_conformance.certify.saved_report import open_report
from booking_conformance.certify.verification import comparisons, verify
from tests.support.forgeries import FORGERIES


def test_a_report_as_it_was_written_agrees(made):
    verification = verify(open_report(made))
    assert verification.discrepancies == ()
    assert len(verification.comparisons) >= 9


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_found(copied, name):
    forge, told = FORGERIES[name]
    forge(copied)
    found = []
    for comparison in comparisons(open_report(copied)):
        found += comparison.discrepancies
        if any(told in line for line in found):
            return
    pytest.fail(f"not found, or for another reason: {found}")


def test_there_are_twenty_forgeries_and_more():
    assert len(FORGERIES) >= 20


def test_it_says_what_cannot_be_proven(made):
    verification = verify(open_report(made))
    assert any("all of its files" in line for line in verification.unproven)
    assert not any("run --witness" in line for line in verification.unproven)
