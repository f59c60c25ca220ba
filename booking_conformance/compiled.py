"""What takes long to make of a file, kept where Python keeps compiled modules, until it would be made of anything else.

It is a help, never a need: where nothing can be read or written, it is made each time.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any


class Compiled:
    """What is kept of one file under a ``suffix``; ``made_of`` are the bytes that name all it is made of."""

    def __init__(self, source: Path, suffix: str, made_of: bytes) -> None:
        # As of a module: below PYTHONPYCACHEPREFIX where that is set, and another file for another Python.
        self._file = Path(cache_from_source(str(source.with_name(f"{source.name}.py")))).with_suffix(suffix)
        self._head = made_of + b"\n"

    def load(self) -> object:
        """Return what is kept; None where nothing is, or something else."""
        with suppress(OSError, EOFError, ValueError, TypeError):
            kept = self._file.read_bytes()
            if kept.startswith(self._head):
                return marshal.loads(kept[len(self._head) :])  # noqa: S302 - it lies, and is trusted, like a module
        return None

    def keep(self, made: Any) -> None:
        """Keep what marshal can write: code, and the types of JSON; not where Python is told to keep nothing."""
        if sys.dont_write_bytecode:
            return
        temporary = self._file.with_name(f".{self._file.name}.{os.getpid()}.tmp")
        with suppress(OSError, ValueError):
            content = self._head + marshal.dumps(made)
            self._file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            temporary.replace(self._file)
