"""An interrupted run cleans up and says what it had found."""

import json
import signal
import subprocess
import sys
import time

import pytest

from booking_conformance.client.journal import read_journal
from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem
from tests.support.commands import booking_conformance, clean_environment


@pytest.fixture
def slow_system(tmp_path):
    with EmbeddedSystem(delay_ms=150) as system:
        (tmp_path / "c.toml").write_text(write_toml(system.configuration_data), encoding="utf-8")
        yield system


def interrupted(tmp_path, number, *arguments):
    """Start a run, wait until it has booked something, send it a signal, and return its exit code."""
    run = subprocess.Popen(
        [sys.executable, "-m", "booking_conformance", "run", "--config", "c.toml", *arguments],
        cwd=tmp_path,
        env=clean_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    journal = tmp_path / "conformance-report" / "journal.jsonl"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not (journal.exists() and '"order"' in journal.read_text(encoding="utf-8")):
        time.sleep(0.05)
    run.send_signal(number)
    return run.wait(60)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_nothing_behind_and_a_partial_report(number, tmp_path, slow_system):
    assert interrupted(tmp_path, number) == 130
    report = json.loads((tmp_path / "conformance-report" / "report.json").read_text(encoding="utf-8"))
    assert report["run"]["left_behind"] == []
    assert report["verdict"] == "inconclusive"
    assert {"pass", "not-run"} <= {check["verdict"] for check in report["checks"]}
    journal = (tmp_path / "conformance-report" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(journal) > 1
    assert read_journal(journal) == []


def test_clean_up_can_be_repeated_from_the_journal(tmp_path, slow_system):
    interrupted(tmp_path, signal.SIGKILL)
    journal = tmp_path / "conformance-report" / "journal.jsonl"
    assert read_journal(journal.read_text(encoding="utf-8").splitlines()) != []
    done = booking_conformance("cleanup", "conformance-report", "--config", "c.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Nothing is left" in done.stdout
    assert read_journal(journal.read_text(encoding="utf-8").splitlines()) == []
