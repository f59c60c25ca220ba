"""The GitHub Action: what its inputs become on the command line."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.commands import clean_environment
from tests.support.composite import Runner

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
RUN = next(step for step in ACTION["runs"]["steps"] if step.get("name") == "Run")


@pytest.fixture
def asked(tmp_path):
    """Runs the step with inputs and returns the arguments that the command got."""
    command = tmp_path / "booking-conformance" / "bin" / "booking-conformance"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    command.chmod(0o755)

    def run(**inputs):
        given = {name.upper(): inputs.get(name, ACTION["inputs"][name]["default"]) for name in ACTION["inputs"]}
        variables = {name: given[name] for name in RUN["env"]}
        script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", RUN["run"]]
        environment = {"RUNNER_TEMP": str(tmp_path), "PATH": "/usr/bin:/bin", **variables}
        return subprocess.run(script, env=environment, check=True, capture_output=True, text=True).stdout.splitlines()

    return run


def test_without_inputs_the_bundled_system_is_tested(asked):
    assert asked() == ["run", "--report", "conformance-report"]


def test_inputs_become_options_and_never_commands(asked):
    hostile = 'a b"; echo $(id) #.toml'
    assert asked(config=hostile, only="c1 b.succeeds", baseline="known.txt")[3:] == [
        *("--config", hostile, "--baseline", "known.txt", "--only", "c1", "--only", "b.succeeds"),
    ]


def test_no_input_stands_in_a_script():
    assert not [step for step in ACTION["runs"]["steps"] if "${{" in step.get("run", "")]


@pytest.fixture
def runner(tmp_path):
    """A runner on which Python makes no new environment: what the action installs there is this one."""
    command = tmp_path / "booking-conformance" / "bin" / "booking-conformance"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m booking_conformance "$@"\n', encoding="utf-8")
    (tmp_path / "bin").mkdir()
    for file in (tmp_path / "bin" / "python", command.with_name("python")):
        file.write_text(f'#!/bin/sh\necho python "$@" >> {shlex.quote(str(tmp_path))}/installed\n', encoding="utf-8")
        file.chmod(0o755)
    command.chmod(0o755)
    environment = {**clean_environment(), "RUNNER_TEMP": str(tmp_path), "GITHUB_ACTIONS": "true"}
    environment |= {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    environment["PYTHONPATH"] = str(ROOT)
    (tmp_path / "work").mkdir()
    return Runner(ROOT, tmp_path / "work", tmp_path / "artifacts", environment)


def test_the_steps_run_and_keep_the_report(runner, tmp_path):
    assert runner.run(only="c1.omits-customer") == 0, runner.output
    assert (tmp_path / "artifacts" / "conformance-report" / "index.html").is_file()
    assert "1 check: 1 pass" in runner.output[-1]
    assert (tmp_path / "summary.md").is_file()
    made, installed = (tmp_path / "installed").read_text(encoding="utf-8").splitlines()
    assert made == f"python -m venv {tmp_path}/booking-conformance"
    assert installed == f"python -m pip install --quiet {ROOT}"


def test_a_step_that_fails_is_the_code_of_the_action(runner):
    assert runner.run(only="no-such-check") == 2
