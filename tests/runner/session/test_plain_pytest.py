"""``pytest suites`` is pytest: whole sessions, as a pytest user starts them."""

import json
import os
import re
import sys

import pytest

from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.runner.session.pytest_session import suites_folder

SUITES = suites_folder()
C1 = SUITES / "c1" / "test_c1_quotes.py"
# The folders that have what a test selects: to collect all suites takes most of such a session.
OF_C1, OF_SITE, OF_CANCELLATION = SUITES / "c1", SUITES / "dataset_site", SUITES / "order_cancellation"
REMOTE = """
[target]
dataset_site = "http://booking.example.org/openactive"
[booking_partners.primary]
headers = { X-Api-Key = "env:SECRET_OF_A_TEST" }
[sellers.primary]
id = "https://example.com/sellers/1"
"""


@pytest.fixture
def session(pytester, monkeypatch):
    """Run pytest in a folder of its own; the variables of the suite are those given."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(SUITES.parent), os.environ.get("PYTHONPATH", "")]))
    for name in [name for name in os.environ if name.startswith(("BOOKING_CONFORMANCE_", "PYTEST_"))]:
        monkeypatch.delenv(name)

    def run(*arguments, **variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, str(value))
        cache = ("-o", f"cache_dir={pytester.path / 'cache'}")
        command = (sys.executable, "-m", "pytest", *cache, "--color=no", *map(str, arguments))
        return pytester.run(*command, timeout=300)

    run.folder = pytester.path
    return run


def sent(session):
    har = json.loads((session.folder / "conformance-report" / "exchanges.har").read_text(encoding="utf-8"))
    return har["log"]["entries"]


def test_one_item_acts_out_its_own_scenario_and_no_other(session):
    done = session(f"{C1}::test_c1_confirms[ScheduledSession]")
    done.assert_outcomes(passed=1)
    acted = {entry["_scenario"] for entry in sent(session)} - {"", "clean-up", "sentinel[ScheduledSession]"}
    assert acted == {"booking[ScheduledSession]"}


def test_discovery_starts_nothing_and_reads_no_secrets(session):
    (session.folder / "c.toml").write_text(REMOTE, encoding="utf-8")
    done = session(SUITES, "--collect-only", "-q", BOOKING_CONFORMANCE_CONFIG="c.toml")
    assert done.ret == 0
    assert re.search(r"\d{3,} tests collected", done.stdout.str().replace("/", " "))
    assert not (session.folder / "conformance-report").exists()


def test_the_bundled_system_is_discovered_without_being_started(session):
    done = session(OF_C1, "--collect-only", "-q", "-k", "c1.confirms")
    assert "8/" in done.stdout.str()
    assert not (session.folder / "conformance-report").exists()


@pytest.mark.parametrize(
    ("folder", "arguments", "expected"),
    [
        ("c1", ("-k", "c1.omits-customer"), "omits_customer[C1]"),
        ("dataset_site", ("-m", "should and read"), "test_"),
        ("order_quote_deletion", ("-m", "must", "-k", "qd-002"), "test_"),
        ("leasing", ("-m", "feature", "-k", "leasing"), "test_"),
    ],
)
def test_checks_are_found_by_id_level_scope_and_feature(session, folder, arguments, expected):
    done = session(SUITES / folder, "--collect-only", "-q", "--strict-markers", *arguments)
    assert done.ret == 0, done.stdout.str()
    assert expected in done.stdout.str()


def test_the_markers_are_told(session):
    text = session("--markers", SUITES).stdout.str()
    assert all(f"@pytest.mark.{name}" in text for name in ("must", "should", "may", "read", "book", "full", "feature"))


def test_what_checks_are_functions_of_are_fixtures(session):
    text = session("--fixtures", C1).stdout.str()
    assert all(
        re.search(rf"^{name}\b", text, re.MULTILINE) for name in ("conversation", "exchange", "history", "recording")
    )


def test_items_are_located_where_their_check_is_written(session):
    done = session(OF_C1, "--collect-only", "-q", "-k", "c1.omits-customer")
    assert f"{SUITES.name}/c1/" in done.stdout.str()


@pytest.fixture
def flawed(session):
    """A configuration of a system that names the customer at C1 and states no Seller's taxMode warning."""
    with EmbeddedSystem(faults=["c1-echoes-customer"]) as system:
        (session.folder / "c.toml").write_text(write_toml(system.configuration_data), encoding="utf-8")
        yield session


def test_a_failure_shows_expected_got_pointer_and_curl(flawed):
    done = flawed(OF_C1, "-k", "c1.omits-customer", BOOKING_CONFORMANCE_CONFIG="c.toml")
    text = done.stdout.str()
    assert re.search(r"-+ exchange x\d+ -+", text)
    assert all(part in text for part in ("expected: ", "got: ", "at: /customer", "curl "))
    assert "Traceback" not in text


def test_the_exit_code_is_that_of_run_and_the_summary_says_what_came_of_it(flawed):
    done = flawed(OF_C1, OF_SITE, "-k", "c1.omits-customer or dataset-site.https", BOOKING_CONFORMANCE_CONFIG="c.toml")
    assert done.ret == 1
    text = done.stdout.str()
    assert "2 of" in text
    assert "scope full" in text
    assert "report: conformance-report/index.html" in text
    assert (flawed.folder / "conformance-report" / "journal.jsonl").is_file()


def test_a_should_that_is_not_followed_is_a_warning(session):
    with EmbeddedSystem(faults=["dataset-with-other-licence"]) as system:
        (session.folder / "c.toml").write_text(write_toml(system.configuration_data), encoding="utf-8")
        done = session(OF_SITE, "-k", "dataset-site.licence", BOOKING_CONFORMANCE_CONFIG="c.toml")
    assert "1 warned" in done.stdout.str()
    assert done.ret == 0


def test_the_summary_names_what_could_not_be_deleted(session):
    with EmbeddedSystem(faults=["cancelled-order-not-deletable"]) as system:
        (session.folder / "c.toml").write_text(write_toml(system.configuration_data), encoding="utf-8")
        done = session(OF_CANCELLATION, "-k", "order-cancellation.repeat-succeeds", BOOKING_CONFORMANCE_CONFIG="c.toml")
    assert re.search(r"left behind: order [0-9a-f-]{36} \(.*500", done.stdout.str())


def test_a_debugger_stops_once_in_each_check_that_was_asked_for(session):
    # Standard input is at its end: the debugger goes on by itself.
    done = session(C1, "-k", "c1.confirms", "--trace")
    assert done.ret == 0
    assert done.stdout.str().count(">>> PDB") == done.parseoutcomes()["passed"] > 0


def test_nothing_is_booked_on_a_host_that_nobody_named(session):
    (session.folder / "c.toml").write_text(REMOTE, encoding="utf-8")
    variables = {"BOOKING_CONFORMANCE_CONFIG": "c.toml", "SECRET_OF_A_TEST": "abcdefghijk"}
    done = session(C1, "-k", "c1.confirms", **variables)
    assert done.ret == 2
    assert "allow_bookings" in done.stdout.str() + done.stderr.str()
    journal = session.folder / "conformance-report" / "journal.jsonl"
    assert not journal.exists() or not journal.read_text(encoding="utf-8")


def test_a_missing_secret_is_told_once_when_it_is_needed(session):
    (session.folder / "c.toml").write_text(REMOTE, encoding="utf-8")
    done = session(C1, "-k", "c1.confirms", BOOKING_CONFORMANCE_CONFIG="c.toml")
    text = done.stdout.str() + done.stderr.str()
    assert done.ret == 2
    assert text.count("SECRET_OF_A_TEST is not set") == 1


def test_a_wrong_configuration_is_a_readable_usage_error(session):
    (session.folder / "c.toml").write_text(REMOTE + "[flows]\nsimpel = true\n", encoding="utf-8")
    done = session(SUITES, "--collect-only", BOOKING_CONFORMANCE_CONFIG="c.toml")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    text = done.stdout.str() + done.stderr.str()
    assert text.count('did you mean "simple"?') == 1
    assert "Traceback" not in text


def test_workers_of_xdist_are_refused_with_the_reason(session):
    worker = "def pytest_configure(config):\n    config.workerinput = {}\n"
    (session.folder / "worker.py").write_text(worker, encoding="utf-8")
    done = session("-p", "worker", C1, "-k", "c1.confirms", PYTHONPATH=f"{session.folder}{os.pathsep}{SUITES.parent}")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    assert "xdist" in done.stdout.str() + done.stderr.str()


def test_last_failed_runs_what_failed(session):
    with EmbeddedSystem(faults=["c1-echoes-customer"]) as system:
        (session.folder / "c.toml").write_text(write_toml(system.configuration_data), encoding="utf-8")
        session(OF_C1, "-k", "c1.omits-customer or c1.confirms", BOOKING_CONFORMANCE_CONFIG="c.toml")
        done = session(OF_C1, "--lf", BOOKING_CONFORMANCE_CONFIG="c.toml")
    outcomes = done.parseoutcomes()
    assert outcomes["failed"] >= 1
    assert outcomes.get("passed", 0) == 0
