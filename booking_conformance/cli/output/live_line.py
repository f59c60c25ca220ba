"""Progress on stderr: one line that changes on a terminal, a line for each step in a log."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from booking_conformance.progress import Passing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ERASE = "\r\x1b[K"


class LiveLine:
    """Writes passing lines over each other, and lets all others stand."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, line: str) -> None:
        """Show a line of progress."""
        passing = isinstance(line, Passing)
        width = shutil.get_terminal_size().columns - 1
        shown = line if len(line) <= width or not passing else f"{line[: width - 1]}…"
        self._stream.write(f"{_ERASE}{shown}{'' if passing else chr(10)}")
        self._stream.flush()

    def erase(self) -> None:
        """Leave the line empty for what comes next."""
        self._stream.write(_ERASE)
        self._stream.flush()


@contextmanager
def progress_shown(verbosity: int) -> Iterator[Callable[[str], None]]:
    """Yield what takes lines of progress: none below 0, one live line on a terminal, above 0 and in a log all."""
    if verbosity < 0:
        yield lambda _: None
    elif verbosity > 0 or not sys.stderr.isatty():
        yield lambda line: click.echo(line, err=True)
    else:
        live = LiveLine(sys.stderr)
        try:
            yield live
        finally:
            live.erase()
