"""The recording against the file that this suite writes of it: members that nothing reads were edited by somebody."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from booking_conformance.certify.comparisons.comparison import Comparison, compare
from booking_conformance.certify.comparisons.file_hashes import sha256_of
from booking_conformance.certify.saved_report import RECORDING
from booking_conformance.recording.har.har import har_pieces

if TYPE_CHECKING:
    from booking_conformance.certify.saved_report import SavedReport


def compare_form(report: SavedReport) -> Comparison:
    """Write the recording again and compare the two files byte by byte."""
    again = hashlib.sha256()
    for piece in har_pieces(report.recording, report.har.context):
        again.update(piece)
    alike = again.hexdigest() == sha256_of(report.folder / RECORDING)
    return compare(
        f"{RECORDING} with the file that this suite writes of what it holds",
        () if alike else (f"{RECORDING} is not as this suite writes it: it was edited, or another version wrote it",),
    )
