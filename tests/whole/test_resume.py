"""A run that is killed at any point is resumed: it acts only what is missing, and its report is a whole one."""

import signal
import subprocess
import sys
import time

import click
import pytest

from booking_conformance.certify.saved_report import open_report
from booking_conformance.certify.verification import verify
from booking_conformance.cli.run import run
from booking_conformance.client.journal import read_journal
from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.recording.recording_log import RECORDING_LOG, read_recording_log
from tests.support.commands import booking_conformance, clean_environment

SELECTION = ("--only", "order-deletion")
CONFIG = ("--config", "c.toml")
# How many more lines of a kind there are when it is killed: in its first requests, in the middle, when all is acted.
POINTS = (("begun", 3), ("conversation", 3), ("conversation", None))


@pytest.fixture(scope="module")
def system():
    with EmbeddedSystem(delay_ms=10) as served:
        yield served


@pytest.fixture
def place(tmp_path, system):
    (tmp_path / "c.toml").write_text(write_toml(system.configuration_data), encoding="utf-8")
    return tmp_path


def _logged(place):
    log = place / "r" / RECORDING_LOG
    with log.open("rb") as lines:
        return read_recording_log(lines)


def _count(log, kind):
    lines = log.read_bytes().splitlines() if log.exists() else []
    return sum(line.startswith(f'{{"{kind}"'.encode()) for line in lines)


def _killed(place, arguments, kind, more):
    """Start a run and kill it as soon as its log has so many more lines of a kind; None means all that are planned."""
    log = place / "r" / RECORDING_LOG
    wanted = len(_logged(place).head["parts"]) if more is None else _count(log, kind) + more
    with subprocess.Popen(
        [sys.executable, "-m", "booking_conformance", "run", *CONFIG, *arguments],
        cwd=place,
        env=clean_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and _count(log, kind) < wanted:
            assert process.poll() is None
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    return _logged(place)


def test_a_run_is_resumed_wherever_it_was_killed(place):
    arguments = (*SELECTION, "--report", "r")
    for point in POINTS:
        before = _killed(place, arguments, *point)
        arguments = ("--resume", "r")
    done = booking_conformance("run", *CONFIG, *arguments, cwd=place)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (place / "r" / RECORDING_LOG).exists()
    report = open_report(place / "r")
    assert verify(report).discrepancies == ()
    assert len(report.document["run"]["resumed"]) == len(POINTS)
    assert report.document["run"]["left_behind"] == []
    assert read_journal(report.journal) == []
    assert any("cut off" in exchange.step for exchange in report.recording.exchanges)
    acted = {conversation.id: conversation for conversation in report.recording.conversations}
    for conversation in before.conversations:
        assert [one.id for one in acted[conversation.id].exchanges] == [one.id for one in conversation.exchanges]
    assert report.recording.exchanges[: len(before.exchanges)] == tuple(before.exchanges)


def test_flags_of_another_run_are_refused():
    with pytest.raises(click.UsageError, match="--resume keeps the checks and flags"):
        run.main(["--resume", "r", "--only", "c1"], standalone_mode=False)


def test_another_report_is_refused():
    with pytest.raises(click.UsageError, match="leave --report out"):
        run.main(["--resume", "r", "--report", "other"], standalone_mode=False)
