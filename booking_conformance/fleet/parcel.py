"""What travels to a worker of a cluster and back: a run as data, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from booking_conformance.config.portable import PortableConfiguration
    from booking_conformance.fleet.target_run import TargetRun


@dataclass(frozen=True)
class Parcel:
    """A run with its configuration. ``left``: what a resumed run goes on with, packed; ``version``: the suite's."""

    run: TargetRun
    version: str
    configuration: PortableConfiguration
    left: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Returned:
    """What came of a run: the suite's version there, the exit code, what it printed, and its report, packed."""

    version: str
    code: int = 0
    log: bytes = b""
    report: bytes = field(default=b"", repr=False)


def packed(folder: Path, names: Collection[str] = ()) -> bytes:
    """Return the files of a folder, or those with these names, as one; b"" when there are none."""
    found = sorted(file for file in folder.rglob("*") if file.is_file() and (not names or file.name in names))
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
        for file in found:
            archive.write(file, file.relative_to(folder))
    return buffer.getvalue() if found else b""


def unpack(content: bytes, folder: Path) -> list[str]:
    """Put packed files into a folder, also over those that are there, and return their names."""
    if not content:
        return []
    with ZipFile(BytesIO(content)) as archive:
        archive.extractall(folder)  # never outside the folder
        return archive.namelist()
