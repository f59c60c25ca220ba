"""The files of a report against the hashes that report.json lists."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from booking_conformance.certify.comparisons.comparison import Comparison, compare
from booking_conformance.runner.report_folder import CERTIFICATE, CERTIFICATE_PAGE, REPORT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from booking_conformance.certify.saved_report import SavedReport

# Written after report.json: it cannot list them.
_LATER = frozenset({REPORT, CERTIFICATE, CERTIFICATE_PAGE})


def compare_files(report: SavedReport) -> Comparison:
    """Compare every file of the folder with its hash in report.json; no file may be missing or added."""
    listed: dict[str, str] = report.document["files"]
    return compare(f"{len(listed)} files with their sha256 in report.json", _differences(report.folder, listed))


def _differences(folder: Path, listed: dict[str, str]) -> Iterator[str]:
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name, expected in listed.items():
        if name not in there:
            yield f"{name} is missing"
        elif sha256_of(there[name]) != expected:
            yield f"{name} is not the file that report.json lists: its sha256 differs"
    for name in sorted(there.keys() - listed.keys() - _LATER):
        yield f"{name} is not listed in report.json"


def sha256_of(file: Path) -> str:
    """Return the sha256 of a file in hexadecimal digits."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
