"""A run is interrupted by a line, or by the end of the input; only the latter deletes the folder."""

import io
from threading import Event

import pytest

from booking_conformance.fleet import guard


class Process:
    """A process that ends when it is interrupted."""

    def __init__(self, *_, **__):
        self.interrupted = Event()

    def send_signal(self, _):
        self.interrupted.set()

    def wait(self):
        assert self.interrupted.wait(60)
        return 130


class OpenInput(io.StringIO):
    """Input that has a line, and does not end."""

    def read(self, *_):
        Event().wait()


@pytest.mark.parametrize(("given", "left"), [(OpenInput("end\n"), True), (io.StringIO(""), False)])
def test_the_folder_is_deleted_when_nobody_is_there_to_do_it(tmp_path, monkeypatch, given, left):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(guard.sys, "stdin", given)
    monkeypatch.setattr(guard.subprocess, "Popen", Process)
    assert guard.main() == 130
    assert (tmp_path / "here").exists() is left
