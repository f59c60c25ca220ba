"""What a developer does with a failure: act it again, run what failed, compare, keep what was booked."""

import json
import os
import re
import shutil
import tomllib

import pytest
from click.testing import CliRunner

from booking_conformance.cli.replay import replay
from booking_conformance.cli.run import run
from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.errors import NotADatasetSite, PreflightFailed, TargetUnreachable, UsageError
from booking_conformance.replay.choice import choose
from booking_conformance.replay.failed_checks import failed_in
from tests.support.hostile import servers

CHECK = "b.equals-c2"
CONVERSATION = "booking[ScheduledSession]"


@pytest.fixture(scope="module")
def flawed(tmp_path_factory):
    """A configuration of a flawed system, and the report of a run of the check that its fault breaks."""
    folder = tmp_path_factory.mktemp("flawed")
    with EmbeddedSystem(["b-names-tax-otherwise"]) as system:
        data = system.configuration_data
        data["opportunities"] = {**data["opportunities"], "types": ["ScheduledSession"]}
        config = folder / "conformance.toml"
        config.write_text(write_toml(data, {}), encoding="utf-8")
        done = invoked(run, "--config", config, "--only", CHECK, "--report", folder / "report")
        assert done.return_value == 1, done.output
        yield config, folder / "report"


def invoked(command, *arguments):
    return CliRunner().invoke(command, [str(each) for each in arguments], standalone_mode=False, catch_exceptions=False)


def test_a_failure_has_a_script_that_can_be_executed(flawed):
    script = flawed[1] / "repro" / f"{CHECK}.sh"
    assert os.access(script, os.X_OK)
    assert f"repro/{CHECK}.sh" in json.loads((flawed[1] / "report.json").read_text(encoding="utf-8"))["files"]
    assert "primary-partner-key" not in script.read_text(encoding="utf-8")


def test_a_failure_is_acted_again_and_fails_again(flawed):
    config, report = flawed
    done = invoked(replay, report, CHECK, "--config", config)
    assert done.return_value == 1
    assert done.output.startswith(f"{CONVERSATION}\n")
    assert "fail b.equals-c2[ScheduledSession]" in done.output
    assert "delete: DELETE" in done.output


def test_an_exchange_is_acted_again_and_nothing_after_it(flawed):
    config, report = flawed
    document = json.loads((report / "report.json").read_text(encoding="utf-8"))
    exchange = next(e["exchange"] for i in document["checks"][0]["instances"] for e in i["evidence"])
    assert choose(report, exchange).until == "B"
    done = invoked(replay, report, exchange, "--config", config)
    assert done.return_value == 1
    assert "B: PUT" in done.output
    assert "status after B" not in done.output


def test_what_failed_is_run_where_it_failed_and_compared(flawed, tmp_path):
    config, report = flawed
    assert failed_in(report).checks == (CHECK,)
    assert CONVERSATION in failed_in(report).conversations
    again = ("--config", config, "--only-failed", report, "--since", report, "--keep", "--report", tmp_path / "again")
    done = invoked(run, *again)
    assert done.return_value == 1
    assert re.search(r"Since the run of .*: 0 new, 0 fixed, 1 still failing", done.output)
    left = json.loads((tmp_path / "again" / "report.json").read_text(encoding="utf-8"))["run"]["left_behind"]
    assert {row["kind"] for row in left} >= {"order", "dataset"}
    assert "kept, as --keep asks" in done.output


def test_what_cannot_be_acted_again_is_a_usage_error(flawed):
    with pytest.raises(UsageError, match="no exchange x9999"):
        choose(flawed[1], "x9999")
    with pytest.raises(UsageError, match="belongs to no conversation"):
        choose(flawed[1], "x0001")
    with pytest.raises(UsageError, match="nothing failed"):
        choose(flawed[1], "c1.confirms")


BROKEN = {
    "HTML": ("report.json", b"<html>"),
    "another document": ("report.json", b'{"verdict": []}'),
    "no recording": ("exchanges.har", None),
    "a recording of HTML": ("exchanges.har", b"<html>"),
    "a list": ("exchanges.har", b"[]"),
    "entries that are none": ("exchanges.har", b'{"log": {"entries": [7, {"request": []}]}}'),
    "nested too deeply": ("exchanges.har", b"[" * 200_000),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_report_that_cannot_be_read_is_a_usage_error(flawed, tmp_path, name):
    config, report = flawed
    shutil.copytree(report, tmp_path / "r", ignore=shutil.ignore_patterns("allure-results", "repro"))
    file, content = BROKEN[name]
    (tmp_path / "r" / file).unlink()
    if content is not None:
        (tmp_path / "r" / file).write_bytes(content)
    with pytest.raises(UsageError, match=re.escape(str(tmp_path / "r"))):
        invoked(replay, tmp_path / "r", "--config", config)


HOSTILE = {
    "HTML": (servers.HTML, NotADatasetSite),
    "a redirect": (servers.REDIRECT, PreflightFailed),
    "for ever": (servers.for_ever, TargetUnreachable),
    "a bomb": (servers.bomb, (PreflightFailed, TargetUnreachable)),
    "a list": (servers.fixed(b"[]", "Content-Type: application/json"), PreflightFailed),
    "nothing": (servers.nothing, TargetUnreachable),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_replay_at_something_else_ends_with_one_message(flawed, tmp_path, name):
    config, report = flawed
    answer, error = HOSTILE[name]
    with servers.serving(answer) as (url, _):
        data = tomllib.loads(config.read_text(encoding="utf-8"))
        data["target"] = {"dataset_site": url}
        data["network"] = {"timeout": 1}
        (tmp_path / "c.toml").write_text(write_toml(data, {}), encoding="utf-8")
        with pytest.raises(error) as failed:
            invoked(replay, report, CHECK, "--config", tmp_path / "c.toml")
    assert "\n" not in failed.value.message
