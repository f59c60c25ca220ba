"""The main job, as a CI job sees it: one command, one exit code, stable files."""

import hashlib
import json
from importlib.resources import files

import jsonschema
import pytest

from booking_conformance.check.planning.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import declared_settings
from tests.support.commands import booking_conformance


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    done = booking_conformance("run", cwd=folder)
    return done, folder / "conformance-report"


@pytest.fixture(scope="module")
def report(run):
    return json.loads((run[1] / "report.json").read_text(encoding="utf-8"))


def test_the_embedded_system_is_conformant_at_scope_full(run, report):
    done, _ = run
    assert done.returncode == 0, done.stdout
    assert (report["verdict"], report["scope"]) == ("conformant", "full")


def test_a_plan_promises_no_less_than_a_run_sends_and_books(report):
    configuration = load(data=declared_settings(), environment={}).configuration
    planned = plan(all_checks(), frozenset(all_checks()), configuration)
    sent, booked = report["run"]["exchanges"], report["run"]["bookings"]
    assert sent <= planned.requests(configuration.effort_factor, near=True) < 1.5 * sent
    assert booked <= planned.bookings(near=True) < 1.5 * booked


def test_nothing_is_left_undecided(report):
    undecided = [c["id"] for c in report["checks"] if c["verdict"] not in {"pass", "info", "not-applicable"}]
    assert undecided == []


def test_nothing_is_left_behind(report):
    assert report["run"]["left_behind"] == []


def test_the_report_is_what_its_schema_says(report):
    schema = json.loads(files("booking_conformance.schemas").joinpath("report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(report)


def test_every_file_is_there_with_its_hash(run, report):
    _, folder = run
    assert {"index.html", "junit.xml", "exchanges.har", "journal.jsonl"} <= set(report["files"])
    assert any(name.startswith("allure-results/") for name in report["files"])
    for name, expected in report["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected, name


def test_results_are_on_stdout_and_progress_on_stderr(run):
    done, _ = run
    assert "conformant at scope full" in done.stdout
    assert "exchanges in" in done.stderr
    assert "exchanges in" not in done.stdout


def test_a_settings_of_the_user_change_nothing(tmp_path):
    (tmp_path / "conftest.py").write_text("def pytest_runtest_call(item): raise SystemExit('hijacked')\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --maxfail=1 -k nothing\n")
    done = booking_conformance(
        *("run", "--only", "b.succeeds"), cwd=tmp_path, PYTEST_ADDOPTS="-k nothing", PYTEST_PLUGINS="no_such_plugin"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "selection of 1 of" in done.stdout


def test_a_word_that_matches_nothing_is_a_usage_error(tmp_path):
    done = booking_conformance("run", "--only", "c1.omit-customer", cwd=tmp_path)
    assert done.returncode == 2
    assert "c1.omits-customer" in done.stderr
    assert not (tmp_path / "conformance-report").exists()


def test_a_known_failure_is_no_news_and_a_stale_one_is(tmp_path):
    (tmp_path / "known.txt").write_text("b.takes-capacity\n", encoding="utf-8")
    stale = booking_conformance("run", "--only", "b.takes-capacity", "--baseline", "known.txt", cwd=tmp_path)
    assert stale.returncode == 1
    assert "remove it from the baseline" in stale.stdout
