"""Allure's results of a run: an entry for each outcome, in the words of its check, and each attachment once."""

import json
from dataclasses import replace

import pytest
from allure_commons import model2

from booking_conformance.reports.allure.results import write_results
from booking_conformance.results import Verdict
from tests.support import samples

FAILED = "c1.omits-customer[Slot,simple]"


@pytest.fixture
def entries(tmp_path, result, recording):
    return _written(result, recording, tmp_path)


def _written(result, recording, folder):
    write_results(result, recording, folder)
    found = [json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*-result.json")]
    return {entry["fullName"]: entry for entry in found}


def test_each_outcome_is_told_but_those_that_were_not_run(entries, result, recording, tmp_path):
    assert set(entries) == {outcome.id for check in result.checks for outcome in check.instances}
    first, *others = result.checks
    not_run = replace(first, instances=tuple(replace(each, verdict=Verdict.NOT_RUN) for each in first.instances))
    (tmp_path / "again").mkdir()
    left = _written(replace(result, checks=(not_run, *others)), recording, tmp_path / "again")
    assert set(entries) - set(left) == {each.id for each in first.instances}


def test_an_entry_is_what_allure_reads(entries):
    statuses = {value for name, value in vars(model2.Status).items() if name.isupper()}
    for entry in entries.values():
        attachments, labels, links = entry.pop("attachments"), entry.pop("labels"), entry.pop("links")
        details = entry.pop("statusDetails", {})
        model2.TestResult(**entry)
        model2.StatusDetails(**details)
        for kind, rows in ((model2.Attachment, attachments), (model2.Label, labels), (model2.Link, links)):
            assert [kind(**row) for row in rows] or kind is model2.Attachment
        assert entry["status"] in statuses
        assert 0 < entry["start"] <= entry["stop"]


def test_a_failure_is_told_in_the_words_of_its_check(entries):
    entry = entries[FAILED]
    labels = [(label["name"], label["value"]) for label in entry["labels"]]
    assert (entry["name"], entry["status"]) == ("C1 omits the customer (Slot,simple)", "failed")
    assert entry["statusDetails"]["message"].startswith("customer must not be in this response.")
    assert {("epic", "Open Booking API 1.0 CR3"), ("feature", "C1"), ("suite", "C1 omits the customer")} <= set(labels)
    assert {("severity", "critical"), ("tag", "must")} <= set(labels)
    assert {link["type"] for link in entry["links"]} == {"requirement"}
    assert entry["attachments"][0]["name"] == "evidence"


def test_what_could_not_be_tested_fails_and_says_so(entries, result):
    untested = [o.id for check in result.checks for o in check.instances if o.verdict is Verdict.NOT_TESTABLE]
    assert untested
    for name in untested:
        assert entries[name]["status"] == "failed"
        assert entries[name]["statusDetails"]["message"].startswith("Not testable: ")


def test_an_entry_keeps_its_history(entries, result, recording, tmp_path):
    again = _written(result, recording, tmp_path)
    assert {name: entry["historyId"] for name, entry in again.items()} == {
        name: entry["historyId"] for name, entry in entries.items()
    }
    assert len({entry["historyId"] for entry in entries.values()}) == len(entries)


def test_a_known_failure_is_skipped(result, recording, tmp_path):
    known = replace(result, run=replace(result.run, known_failures=("c1.omits-customer",)))
    entry = _written(known, recording, tmp_path)[FAILED]
    assert entry["status"] == "skipped"
    assert entry["statusDetails"] == {"message": "known: customer must not be in this response."}


def test_an_attachment_of_the_same_content_is_written_once(entries, tmp_path):
    sources = [attachment["source"] for entry in entries.values() for attachment in entry["attachments"]]
    files = {file.name: file.read_bytes() for file in tmp_path.glob("*.txt")}
    assert set(sources) == set(files)
    assert len(sources) > len(files) == len(set(files.values()))


def test_what_the_target_said_is_made_harmless(entries, tmp_path):
    assert entries
    written = "".join(file.read_text(encoding="utf-8") for file in tmp_path.iterdir())
    assert samples.HOSTILE[30:60] not in written
    assert "\x1b" not in written
