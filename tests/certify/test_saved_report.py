"""A folder that holds no report of a run is refused with words, whatever lies in it."""

import json

import pytest

from booking_conformance.certify.saved_report import open_report
from booking_conformance.errors import UsageError
from tests.support.forgeries import edited


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1}', "[" * 100_000, '{"format": "1"}'])
def test_what_is_no_report_is_refused(copied, content):
    (copied / "report.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"holds no report|is not a report"):
        open_report(copied)


@pytest.mark.parametrize("name", ["exchanges.har", "journal.jsonl", "report.json"])
def test_a_missing_file_is_told(copied, name):
    (copied / name).unlink()
    with pytest.raises(UsageError):
        open_report(copied)


@pytest.mark.parametrize("har", [{}, {"log": {"entries": []}}, {"log": {"entries": [1]}}])
def test_a_recording_of_another_program_is_refused(copied, har):
    (copied / "exchanges.har").write_text(json.dumps(har), encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be read"):
        open_report(copied)


def test_the_report_of_an_audit_is_refused(copied):
    edited(copied / "report.json", lambda document: document.update(verdict="no violation found"))
    with pytest.raises(UsageError, match="audit"):
        open_report(copied)


def test_the_report_of_an_interrupted_run_is_refused(copied):
    edited(copied / "report.json", lambda document: document["run"].update(interrupted=True))
    with pytest.raises(UsageError, match="interrupted"):
        open_report(copied)
