"""Whoever ends a proof ends all of it: the trials side by side, and the booking systems that they started."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from booking_conformance.results.exit_code import INTERRUPTED

_STARTED_WITHIN, _GONE_WITHIN = 60, 20


def _of_session(session: int) -> set[int]:
    """Return the processes of a session that go on."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, of = path.read_text().rpartition(") ")[2].split()[:4]
        except OSError:  # it has ended meanwhile
            continue
        if int(of) == session and state != "Z":
            found.add(int(path.parent.name))
    return found


def _until(reached, seconds):
    end = time.monotonic() + seconds
    while not reached() and time.monotonic() < end:
        time.sleep(0.1)
    return reached()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems show their processes elsewhere")
@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_nothing_goes_on_when_a_proof_is_ended(tmp_path, by):
    command = [sys.executable, "-m", "booking_conformance", "prove", "--report", str(tmp_path / "report")]
    with (tmp_path / "output").open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
    try:
        # The command, a server that forks, a tracker of resources, and trials with their systems.
        assert _until(lambda: len(_of_session(process.pid)) > 6, _STARTED_WITHIN), (tmp_path / "output").read_text()
        os.kill(process.pid, by)
        assert process.wait(_GONE_WITHIN) == INTERRUPTED
        assert _until(lambda: not _of_session(process.pid), _GONE_WITHIN)
    finally:
        for left in _of_session(process.pid):
            os.kill(left, signal.SIGKILL)
