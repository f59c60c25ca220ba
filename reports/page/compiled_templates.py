"""Templates are compiled once: that takes half as long as to fill them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache
from jinja2.bccache import bc_magic

from booking_conformance import __version__
from booking_conformance.compiled import Compiled

if TYPE_CHECKING:
    from pathlib import Path
    from types import CodeType

    from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """What was compiled of the templates in ``folder`` with the settings of the module ``compiler``."""

    def __init__(self, folder: Path, compiler: Path) -> None:
        self._folder = folder
        self._made_by = bc_magic + f"{__version__} {compiler.stat().st_mtime_ns} ".encode()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was kept, if it is of the same template, settings and versions."""
        code: CodeType | None = self._of(bucket).load()  # type: ignore[assignment]  # nothing else is kept there
        bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._of(bucket).keep(bucket.code)

    def _of(self, bucket: Bucket) -> Compiled:
        return Compiled(self._folder / bucket.key, ".jinja2", self._made_by + bucket.checksum.encode())
