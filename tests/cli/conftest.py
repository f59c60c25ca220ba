"""Runs the commands in an empty folder."""

import signal

import pytest

from booking_conformance.cli import main


@pytest.fixture
def in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def ended(in_an_empty_folder, capsys):
    """Runs a command and returns its exit code, stdout and stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as raised:
            main(arguments)
        printed = capsys.readouterr()
        return raised.value.code, printed.out, printed.err

    return run
