from __future__ import annotations

import errno
import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from booking_conformance.errors import UsageError
from booking_conformance.recording.har.har import read_har
from booking_conformance.reports import writers
from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.writers import write_reports
from tests.support import samples

if TYPE_CHECKING:
    from booking_conformance.recording import Recording
    from booking_conformance.results import RunResult


@pytest.fixture
def report(tmp_path: Path, result: RunResult, recording: Recording) -> Path:
    (tmp_path / "journal.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "allure-results").mkdir()
    (tmp_path / "allure-results" / "a.json").write_text("{}", encoding="utf-8")
    write_reports(result, recording, tmp_path, configuration={"seed": 7})
    return tmp_path


@pytest.fixture
def document(report: Path) -> Any:
    return json.loads((report / "report.json").read_text(encoding="utf-8"))


def test_report_json_fits_its_schema(document: Any) -> None:
    schema = json.loads((files("booking_conformance.schemas") / "report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document)


def test_every_other_file_is_hashed(report: Path, document: Any) -> None:
    names = {"allure-results/a.json", "exchanges.har", "journal.jsonl"}
    names |= {"ctrf.json", "earl.jsonld", "index.html", "junit.xml"}
    assert set(document["files"]) == names
    for name, digest in document["files"].items():
        assert hashlib.sha256((report / name).read_bytes()).hexdigest() == digest
    assert {path.relative_to(report).as_posix() for path in report.rglob("*.*")} == names | {"report.json"}


def test_the_same_run_is_reported_alike(report: Path, result: RunResult, recording: Recording) -> None:
    before = (report / "report.json").read_bytes()
    write_reports(result, recording, report, configuration={"seed": 7})
    assert (report / "report.json").read_bytes() == before


def test_a_failing_check_blames_the_rows_of_its_evidence_and_no_other(document: Any) -> None:
    rows = {row["id"]: row for row in document["requirements"]}
    assert rows["c1-009"]["verdict"] == "fail"
    assert rows["c1-002"]["verdict"] == "info"
    assert rows["c1-002"]["checks"] == ["c1.offers", "c1.omits-customer"]
    assert rows["acc-001"]["verdict"] == "not-run"
    assert rows["c1-001"]["url"].startswith("https://")


def test_every_row_of_the_catalogue_has_a_verdict_or_a_reason(document: Any) -> None:
    rows = {row["id"]: row for row in document["requirements"]}
    assert list(rows) == list(catalogue())
    assert all((row["verdict"] is None) == bool(row["reason"]) == (not row["checks"]) for row in rows.values())
    assert rows["pre-002"]["reason"] == "It binds the Broker, not the booking system."


def test_evidence_is_told_in_full(document: Any) -> None:
    check = next(check for check in document["checks"] if check["id"] == "c1.omits-customer")
    evidence = check["instances"][0]["evidence"][0]
    assert (evidence["pointer"], evidence["expected"], evidence["requirements"]) == ("/customer", "nothing", ["c1-009"])
    assert check["exchanges"] == ["e00001"]


def test_what_kept_checks_from_being_judged_is_reported_once_with_what_it_blocks(document: Any) -> None:
    undecided = {
        instance["id"]
        for check in document["checks"]
        for instance in check["instances"]
        if instance["verdict"] == "not-testable"
    }
    blocked = [instance for cause in document["causes"] for ids in cause["blocks"].values() for instance in ids]
    assert undecided
    assert sorted(blocked) == sorted(undecided)
    assert all(cause["text"] for cause in document["causes"])


def test_the_har_file_carries_the_configuration(report: Path) -> None:
    context = read_har(report / "exchanges.har").context
    assert context["configuration"] == {"seed": 7}
    assert context["base_uri"] == samples.BASE


def test_a_writer_that_breaks_leaves_the_old_files(
    report: Path, result: RunResult, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in report.glob("*.*")}

    def broken(path: Path, *_: object) -> None:
        path.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(writers, "write_har", broken)
    with pytest.raises(UsageError, match="disk full"):
        write_reports(result, recording, report)
    assert {path: path.read_bytes() for path in report.glob("*.*")} == before


def test_the_templates_are_found_beside_the_module() -> None:
    assert (Path(writers.__file__).parent / "templates" / "index.html.j2").is_file()


def test_a_report_that_the_disk_does_not_take_is_named(
    tmp_path: Path, result: RunResult, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writers, "write_har", full)
    with pytest.raises(UsageError, match=r"exchanges\.har cannot be written \(No space left on device\)"):
        write_reports(result, recording, tmp_path)
