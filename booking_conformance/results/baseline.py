"""Known failures: a text file with one check id per line; ``#`` begins a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def read_baseline(file: Path) -> frozenset[str]:
    """Return the ids of the checks that are known to fail."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"the baseline {file} cannot be read ({error})",
            "A baseline is a text file with one check id per line.",
        ) from error
    return frozenset(entry for line in lines if (entry := line.partition("#")[0].strip()))
