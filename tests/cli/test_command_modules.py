"""Every command is a module with a command that explains itself, and what several share lies beside them."""

import click
import pytest
from click.testing import CliRunner

from booking_conformance.cli import (
    audit,
    certify,
    checks,
    cleanup,
    commands,
    diff,
    doctor,
    explain,
    fleet,
    init,
    login,
    prove,
    run,
    serve,
    verify,
)
from booking_conformance.cli.doctor import _lines
from booking_conformance.cli.options import config_of_environment
from booking_conformance.cli.output.summary import ending, show_in_workflow
from booking_conformance.results.exit_code import ExitStatus
from booking_conformance.runner.preflight import Diagnosis
from tests.support import samples

MODULES = (audit, certify, checks, cleanup, diff, doctor, explain, fleet, init, login, prove, run, serve, verify)


def test_the_list_of_commands_says_of_each_a_whole_sentence():
    shown = CliRunner().invoke(commands.commands, ["--help"], terminal_width=80).output
    assert "..." not in shown.split("Commands:")[1]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_each_command_is_registered_and_explains_itself(module):
    name = module.__name__.rpartition(".")[2]
    command = commands.commands.commands[name]
    assert isinstance(command, click.Command)
    shown = CliRunner().invoke(command, ["--help"])
    assert shown.exit_code == 0
    assert command.help.splitlines()[0].endswith(".")


def test_the_configuration_file_may_be_named_by_the_environment(monkeypatch):
    monkeypatch.setenv("BOOKING_CONFORMANCE_CONFIG", "c.toml")
    assert config_of_environment().name == "c.toml"
    monkeypatch.delenv("BOOKING_CONFORMANCE_CONFIG")
    assert config_of_environment() is None


def test_the_ending_says_where_the_exit_code_comes_from(tmp_path):
    text = ending(samples.result(), ["c1.offers"], ExitStatus(1, ("b.answers is fail",)), tmp_path)
    assert "exit code 1: b.answers is fail" in text


def test_a_workflow_is_shown_the_result(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    show_in_workflow(samples.result(), samples.recording())
    show_in_workflow(samples.result(), samples.recording())
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").count("## Open Booking API") == 2
    assert "::error title=c1.omits-customer::" in capsys.readouterr().out


def test_a_summary_that_cannot_be_written_changes_no_verdict(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "not mounted" / "summary.md"))
    show_in_workflow(samples.result(), samples.recording())
    assert "summary.md cannot be written (No such file or directory)" in capsys.readouterr().err


def test_elsewhere_nothing_is_shown(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    show_in_workflow(samples.result(), samples.recording())
    assert capsys.readouterr().out == ""
    assert not (tmp_path / "summary.md").exists()


def test_doctor_has_the_remedy_below_what_is_wrong():
    lines = list(_lines(Diagnosis("clock", False, "31 s behind this machine", "Synchronise the clocks.")))
    assert lines == ["FAILED  clock: 31 s behind this machine", "        → Synchronise the clocks."]
    assert list(_lines(Diagnosis("clock", True, "0 s ahead of this machine", "x"))) == [
        "ok      clock: 0 s ahead of this machine"
    ]
