"""Output that cannot be written, or that nobody reads: the exit code is that of the command."""

import errno
import io
import os
import sys
from pathlib import Path

import pytest

from booking_conformance.cli import entry
from booking_conformance.cli.output.unread import outlive_readers


@pytest.mark.parametrize("read", [True, False])
def test_a_reader_that_goes_changes_nothing(read, monkeypatch):
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as stream, os.fdopen(reading, encoding="utf-8") as reader:
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        outlive_readers()
        sys.stdout.write("ü\n")
        sys.stdout.flush()
        if read:
            assert reader.readline() == "ü\n"
        reader.close()
        for _ in range(3):
            sys.stdout.write("x" * 100_000)
            sys.stdout.flush()
        assert not sys.stdout.isatty()


def test_closed_output_is_written_to_nobody(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    outlive_readers()
    with sys.stdout:
        sys.stdout.write("x")


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, 2), (errno.EROFS, 2), (errno.ENOTCONN, 4)])
def test_what_this_machine_cannot_do_is_no_error_of_the_suite(number, code, monkeypatch, capsys):
    def fails(*_, **__):
        raise OSError(number, os.strerror(number), "report.json")

    monkeypatch.setattr(entry.commands, "main", fails)
    assert entry._outcome([]) == code
    assert ("Traceback" in capsys.readouterr().err) is (code == 4)


def test_a_full_disk_ends_the_command_in_one_line(monkeypatch, capsys):
    monkeypatch.setattr(entry, "_end_as_interrupted", lambda: None)
    monkeypatch.setattr(entry, "outlive_readers", lambda: None)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(SystemExit, match="2"):
            entry.main(["--help"])
    assert capsys.readouterr().err == "Error: output: cannot be written (No space left on device)\n"
