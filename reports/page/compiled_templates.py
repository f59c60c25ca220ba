"""Compiled templates, kept where Python keeps compiled modules: to compile them takes longer than to fill them in."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache
from jinja2.bccache import bc_magic

from booking_conformance import __version__

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """What was compiled of the templates in ``folder`` with the settings of the module ``compiler``.

    It is a help, never a need: where nothing can be read or written, they are compiled each time.
    """

    def __init__(self, folder: Path, compiler: Path) -> None:
        self._folder = folder
        self._made_by = bc_magic + f"{__version__} {compiler.stat().st_mtime_ns} ".encode()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was kept, if it is of the same template, settings and versions."""
        head = self._head(bucket)
        with suppress(OSError, EOFError, ValueError, TypeError):
            kept = self._file(bucket).read_bytes()
            if kept.startswith(head):
                bucket.code = marshal.loads(kept[len(head) :])  # noqa: S302 - it lies, and is trusted, like a module

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, unless Python is told to keep nothing."""
        if sys.dont_write_bytecode:
            return
        file = self._file(bucket)
        temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(self._head(bucket) + marshal.dumps(bucket.code))
            temporary.replace(file)

    def _head(self, bucket: Bucket) -> bytes:
        return self._made_by + f"{bucket.checksum}\n".encode()

    def _file(self, bucket: Bucket) -> Path:
        # As of a module: below PYTHONPYCACHEPREFIX where that is set, and another file for another Python.
        return Path(cache_from_source(str(self._folder / f"{bucket.key}.py"))).with_suffix(".jinja2")
