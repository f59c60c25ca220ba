"""Progress: one live line on a terminal, every line in a log, none when quiet."""

import io
import sys

import pytest

from booking_conformance.cli.output.live_line import LiveLine, progress_shown
from booking_conformance.progress import Passing


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(monkeypatch, stream, verbosity):
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("COLUMNS", "20")
    with progress_shown(verbosity) as progress:
        progress(Passing("[1/2] the first of two"))
        progress("something to remember")
        progress(Passing("[2/2] b"))
    return stream.getvalue()


def test_a_terminal_shows_passing_lines_over_each_other_and_within_its_width(monkeypatch):
    text = shown(monkeypatch, Terminal(), 0)
    assert text.count("\n") == 1
    assert "\x1b[Ksomething to remember\n" in text
    assert "\x1b[K[1/2] the first of…\r" in text
    assert text.endswith("\r\x1b[K")


@pytest.mark.parametrize(("stream", "verbosity"), [(io.StringIO, 0), (Terminal, 1)])
def test_a_log_and_a_verbose_terminal_are_given_every_line(monkeypatch, stream, verbosity):
    lines = shown(monkeypatch, stream(), verbosity).splitlines()
    assert lines == ["[1/2] the first of two", "something to remember", "[2/2] b"]


def test_quiet_shows_nothing(monkeypatch):
    assert shown(monkeypatch, Terminal(), -1) == ""


def test_the_line_is_erased():
    stream = io.StringIO()
    LiveLine(stream).erase()
    assert stream.getvalue() == "\r\x1b[K"
