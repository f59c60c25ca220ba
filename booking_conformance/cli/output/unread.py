"""Output without a reader: a command whose reader has gone, such as ``head``, still ends with its own exit code."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class _Forgetful(io.RawIOBase):
    """Writes to a file, and to nowhere when what is at its other end has gone."""

    def __init__(self, raw: io.FileIO) -> None:
        self._raw = raw

    def fileno(self) -> int:
        return self._raw.fileno()

    def isatty(self) -> bool:
        return self._raw.isatty()

    def writable(self) -> bool:
        return True

    def write(self, data: WriteableBuffer) -> int | None:
        try:
            return self._raw.write(data)
        except BrokenPipeError:
            return memoryview(data).nbytes


def outlive_readers() -> None:
    """Let stdout and stderr take what is written also when they are closed, or nobody reads them any more."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open until the command ends
        elif isinstance(stream, io.TextIOWrapper) and isinstance(getattr(stream.buffer, "raw", None), io.FileIO):
            setattr(sys, name, _forgetful(stream))


def _forgetful(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    buffer = io.BufferedWriter(_Forgetful(stream.buffer.raw))  # type: ignore[attr-defined]  # looked at by the caller
    return io.TextIOWrapper(
        buffer,
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
