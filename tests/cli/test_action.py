"""The GitHub Action: what its inputs become on the command line."""

import subprocess
from pathlib import Path

import pytest
import yaml

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
