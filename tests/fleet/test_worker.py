"""A worker runs a parcel in a folder that is its own alone, and leaves nothing of it."""

import signal
import socket
import tempfile

import pytest

from booking_conformance import __version__
from booking_conformance.config.portable import portable
from booking_conformance.fleet.parcel import Parcel, Returned
from booking_conformance.fleet.target_run import TargetRun
from booking_conformance.fleet.targets import FleetTarget
from booking_conformance.fleet.worker import run_parcel

CONFIGURATION = """
[target]
dataset_site = "http://127.0.0.1:{port}/"
[booking_partners.primary]
headers = {{ A = "file:secret.txt" }}
[network]
timeout = 20
"""


@pytest.fixture
def parcel(tmp_path):
    """A run that waits for its target, until it is interrupted."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        (tmp_path / "secret.txt").write_text("SECRET", encoding="utf-8")
        (tmp_path / "a.toml").write_text(CONFIGURATION.format(port=silent.getsockname()[1]), encoding="utf-8")
        run = TargetRun(FleetTarget("a", tmp_path / "a.toml"), tmp_path / "report", tmp_path / "log.txt")
        yield Parcel(run, __version__, portable(tmp_path / "a.toml", {}))


def test_nobody_else_can_read_what_a_worker_writes_and_nothing_is_left(parcel, tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    seen = []

    def look():
        (folder,) = temporary.iterdir()
        seen.append((folder.stat().st_mode & 0o777, (folder / "file-1").stat().st_mode & 0o777))
        return True

    returned = run_parcel(parcel, look)
    assert seen == [(0o700, 0o600)]
    assert list(temporary.iterdir()) == []
    assert returned.version == __version__
    assert returned.code not in {0, 3}
    assert b"SECRET" not in returned.log + returned.report


def test_a_worker_that_ignores_interrupts_can_end_its_run_all_the_same(parcel):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        returned = run_parcel(parcel, lambda: True)
    finally:
        signal.signal(signal.SIGINT, before)
    assert returned.code not in {0, 3}


def test_another_version_runs_nothing(parcel):
    other = Parcel(parcel.run, "0.0.1", parcel.configuration)
    assert run_parcel(other, lambda: pytest.fail("it ran")) == Returned(__version__)


def test_no_secret_is_shown(parcel):
    assert "SECRET" not in repr(parcel)
