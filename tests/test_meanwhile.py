"""Work that another process does meanwhile is done, whatever becomes of that process."""

import os
import signal
import sys
import threading

import pytest

from booking_conformance import meanwhile as module
from booking_conformance.meanwhile import can_be_forked, meanwhile

# A run forks while it has one thread; who runs these tests may have others.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are not forked"),
]


@pytest.fixture(autouse=True)
def forked(monkeypatch):
    monkeypatch.setattr(module, "can_be_forked", lambda: True)


def who(file):
    return lambda: file.write_text(str(os.getpid()))


def test_another_process_does_it(tmp_path):
    with meanwhile(who(tmp_path / "a")):
        pass
    assert int((tmp_path / "a").read_text()) != os.getpid()


def test_it_is_done_here_where_no_process_is_to_be_had(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "can_be_forked", lambda: False)
    with meanwhile(who(tmp_path / "a")):
        assert not (tmp_path / "a").exists()
    assert int((tmp_path / "a").read_text()) == os.getpid()


def test_a_process_with_several_threads_is_not_forked():
    end = threading.Event()
    other = threading.Thread(target=end.wait)
    other.start()
    try:
        assert not can_be_forked()
    finally:
        end.set()
        other.join()


def test_what_fails_there_fails_here(capfd):
    def work():
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"), meanwhile(work):
        pass
    assert capfd.readouterr().err == ""


def test_it_is_done_here_where_the_process_was_killed(tmp_path):
    here = os.getpid()

    def work():
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        (tmp_path / "a").touch()

    with meanwhile(work):
        pass
    assert (tmp_path / "a").exists()


def test_it_ends_with_what_it_was_to_accompany(tmp_path):
    reader, writer = os.pipe()

    def work():
        os.read(reader, 1)
        (tmp_path / "a").touch()

    with pytest.raises(KeyError), meanwhile(work):
        raise KeyError
    os.close(writer)
    os.close(reader)
    assert not (tmp_path / "a").exists()
