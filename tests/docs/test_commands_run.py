"""Whatever the documentation tells a reader to type runs, in the place of his files and his booking system."""

import gzip
import json
import shutil
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from booking_conformance.cli.commands import commands
from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem
from tests.cli.drafting.test_peer_settings import SETTINGS
from tests.docs.test_commands import COMMANDS
from tests.support.commands import booking_conformance, clean_environment

REPORTS = ("conformance-report", "report", "old-report", "new-report", "before", "after")
CONFIGURATIONS = ("conformance.toml", "yours.toml")
# Run whole they take minutes: everything that is said of them is said of a part, too.
_PART = ("--only", "c1.confirms")
_UNLIMITED = {("prove",), ("run",), ("audit",), ("fleet",)}
_PLACEHOLDERS = {"ID", "URL", "tcp://scheduler:8786", "--resume"}  # what stands there has tests of its own
_PERSONAL = {"login"}  # it waits for a person, whom tests/cli/test_login.py has
_FAULT, _BROKEN = "c1-echoes-customer", "c1.omits-customer"
HELD = {0, 1}


def narrowed(command):
    """Return a command that takes seconds: a run of one check instead of all, a dataset site that is there."""
    name, *rest = command
    if name not in {"run", "fleet"} or {"--plan", "--only-failed"} & set(rest):
        return command
    words = [word for index, word in enumerate(rest) if word != "--only" and rest[max(index - 1, 0)] != "--only"]
    return [name, *words, *_PART]


def configure(file, system):
    """Write a configuration for a system, for one type of opportunity."""
    data = system.configuration_data
    data["opportunities"] = {**data["opportunities"], "types": ["ScheduledSession"]}
    file.write_text(write_toml(data), encoding="utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder as a reader has it, with a running booking system, and a pristine copy of what commands change."""
    folder, pristine = tmp_path_factory.mktemp("place"), tmp_path_factory.mktemp("pristine")
    with EmbeddedSystem() as system:
        for name in CONFIGURATIONS:
            configure(pristine / name, system)
        done = booking_conformance(
            *("run", "--config", "conformance.toml", "--scope", "read", "--witness", "--no-allure", "--report", "r"),
            cwd=pristine,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        for name in REPORTS:
            shutil.copytree(pristine / "r", pristine / name)
        shutil.copy(pristine / "r" / "exchanges.har", pristine / "traffic.har")
        with gzip.open(pristine / "traffic.har.gz", "wb") as file:
            file.write((pristine / "r" / "exchanges.har").read_bytes())
        (pristine / "known-failures.txt").touch()
        (pristine / "targets").mkdir()
        shutil.copy(pristine / "conformance.toml", pristine / "targets")
        (pristine / "config").mkdir()
        (pristine / "config" / "test.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
        keys = ("certify", "--new-key", "certifier.pem")
        assert booking_conformance(*keys, cwd=pristine).returncode == 0
        assert booking_conformance("certify", "r", "--key", "certifier.pem", cwd=pristine).returncode == 0
        shutil.copy(pristine / "r" / "certificate.jsonld", pristine)
        with EmbeddedSystem([_FAULT]) as flawed:
            configure(pristine / "flawed.toml", flawed)
            failing = ("run", "--config", "flawed.toml", "--only", _BROKEN, "--report", "failed")
            assert booking_conformance(*failing, cwd=pristine).returncode == 1
        yield folder, pristine, system.dataset_site


@pytest.fixture
def typed(place, monkeypatch):
    """Types a command of the documentation, and returns its exit code and what it printed."""
    folder, pristine, site = place
    shutil.rmtree(folder)
    shutil.copytree(pristine, folder)
    monkeypatch.chdir(folder)
    for name in [name for name in clean_environment() if name.startswith("GITHUB_")]:
        monkeypatch.delenv(name)

    def run(command):
        name, *_ = command
        words = [site if word.startswith("https://your.example") else word for word in narrowed(list(command))]
        if name == "replay" or "--only-failed" in words:
            shutil.rmtree(folder / "conformance-report")
            (folder / "failed").rename(folder / "conformance-report")
        if name == "init":
            (folder / "conformance.toml").unlink()
        if "--new-key" in words:
            (folder / "certifier.pem").unlink()
            (folder / "certifier.pem.pub").unlink()
        if name == "prove":
            done = booking_conformance(*words, "--report", "proof", cwd=folder)
            return done.returncode, done.stdout + done.stderr
        done = CliRunner().invoke(commands, words, standalone_mode=False, catch_exceptions=False)
        return done.return_value or 0, done.output

    return run


TYPED = [
    command
    for command in COMMANDS
    if command not in _UNLIMITED and command[0] not in _PERSONAL and not _PLACEHOLDERS & set(command)
]


@pytest.mark.parametrize("command", [each for each in TYPED if each[0] != "serve"], ids=" ".join)
def test_a_command_runs(typed, command):
    code, printed = typed(command)
    assert code in HELD, printed


@pytest.mark.parametrize("command", [each for each in TYPED if each[0] == "serve"], ids=" ".join)
def test_a_system_is_served(command, tmp_path):
    words = [word for word in command if word not in {"--port", "8080"}]
    arguments = [sys.executable, "-m", "booking_conformance", *words]
    with subprocess.Popen(arguments, cwd=tmp_path, env=clean_environment(), stdout=subprocess.PIPE) as process:
        assert b"http://127.0.0.1" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
