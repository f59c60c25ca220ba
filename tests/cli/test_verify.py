"""``verify`` prints what it compared, and ends with 0 or 1."""

import pytest
from click.testing import CliRunner

from booking_conformance.certify.comparisons.comparison import Comparison
from booking_conformance.certify.verification import Verification
from booking_conformance.cli.verify import verify


@pytest.fixture
def verified(monkeypatch, tmp_path):
    def run(*discrepancies):
        found = Verification((Comparison("9 files", ()), Comparison("3 checks", discrepancies)))
        monkeypatch.setattr("booking_conformance.certify.saved_report.open_report", lambda folder: folder)
        monkeypatch.setattr("booking_conformance.certify.verification.verify", lambda report: found)
        return CliRunner().invoke(verify, [str(tmp_path)], standalone_mode=False)

    return run


def test_a_report_that_agrees_is_exit_0(verified):
    done = verified()
    assert done.return_value == 0
    assert "agrees  9 files" in done.output
    assert "What a report cannot prove:" in done.output


def test_differences_are_exit_1_and_cut_off(verified):
    done = verified(*(f"difference \x1b[31m{number}" for number in range(40)))
    assert done.return_value == 1
    assert "40 differ  3 checks" in done.output
    assert "and 10 more" in done.output
    assert "\x1b" not in done.output
