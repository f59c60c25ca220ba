"""``audit`` as a user sees it: exit codes, the words of the report, what goes to stderr."""

import json
import re
from importlib.resources import files

import jsonschema
import pytest

from tests.support import hars
from tests.support.commands import booking_conformance


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("broken")
    hars.written(folder / "x.har", [hars.deletion(), {"request": 7, "response": {"status": 200}}, hars.bad_deletion()])
    return booking_conformance("audit", "x.har", "--report", "audit", cwd=folder), folder / "audit"


def test_violations_are_exit_1(broken):
    done, _ = broken
    assert done.returncode == 1
    assert "violations found" in done.stdout
    assert "f1-e00003" in done.stdout


def test_malformed_entries_are_told_on_stderr(broken):
    assert "x.har: HAR entry 2 is malformed: request is not of type object" in broken[0].stderr


def test_nothing_is_said_of_scopes(broken):
    done, report = broken
    page = (report / "index.html").read_text(encoding="utf-8")
    assert "violations found" in page
    for text in (done.stdout, page):
        assert "at scope" not in text
        assert not re.search(r"Scope (read|book|full)", text)
        assert "non-conformant" not in text


def test_the_report_is_what_its_schema_says(broken):
    report = json.loads((broken[1] / "report.json").read_text(encoding="utf-8"))
    schema = json.loads(files("booking_conformance.schemas").joinpath("report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(report)
    assert report["verdict"] == "violations found"
    assert "1 part could not be read" in report["verdict_reason"]


def test_no_violation_is_exit_0(tmp_path):
    hars.written(tmp_path / "x.har", [hars.deletion()])
    done = booking_conformance("audit", "x.har", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no violation found" in done.stdout
    assert "never proves conformance" in done.stdout


@pytest.mark.parametrize("content", [b"no HAR at all", b"{}"])
def test_what_is_no_har_is_exit_2(tmp_path, content):
    (tmp_path / "x.har").write_bytes(content)
    done = booking_conformance("audit", "x.har", cwd=tmp_path)
    assert done.returncode == 2
    assert "x.har: it is not a HAR file" in done.stderr
    assert not (tmp_path / "conformance-report").exists()


def test_a_missing_file_is_exit_2(tmp_path):
    done = booking_conformance("audit", "none.har", cwd=tmp_path)
    assert done.returncode == 2
    assert "none.har does not exist" in done.stderr


def test_the_base_uri_comes_from_the_configuration(tmp_path):
    other = hars.bad_deletion()
    other["request"]["url"] = other["request"]["url"].replace("booking.example.com", "other.example.com")
    hars.written(tmp_path / "x.har", [other, hars.deletion()])
    target = f'[target]\ndataset_site = "https://booking.example.com/"\nbase_uri = "{hars.BASE}/"\n'
    (tmp_path / "conformance.toml").write_text(target, encoding="utf-8")
    done = booking_conformance("audit", "x.har", "--config", "conformance.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_a_check_that_broke_down_is_exit_4(tmp_path, monkeypatch):
    from booking_conformance.audit.audit import audit
    from booking_conformance.check.judging import call_tallies
    from booking_conformance.cli.audit import _exit_code
    from booking_conformance.results import Evidence, Verdict

    monkeypatch.setattr(call_tallies, "judge_exchange", lambda *_: (Verdict.ERROR, Evidence("KeyError")))
    result, _ = audit([hars.written(tmp_path / "x.har", [hars.deletion()])], "", lambda _: None)
    assert "internal error in the suite, in " in result.verdict_reason
    assert (_exit_code(result, found=False), _exit_code(result, found=True)) == (4, 1)
