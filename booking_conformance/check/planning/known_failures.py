"""The checks that a baseline names: looked up before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check.registry import all_checks
from booking_conformance.check.renames import current_id
from booking_conformance.errors import UsageError
from booking_conformance.results.baseline import read_baseline
from booking_conformance.suggestions import nearest

if TYPE_CHECKING:
    from pathlib import Path


def read_known_failures(file: Path | None) -> frozenset[str]:
    """Return the ids of the checks that a baseline names, those of earlier versions translated; none without a file.

    Raises UsageError, with a line for each, when there is no check of such an id.
    """
    entries = {current_id(entry): entry for entry in read_baseline(file)} if file else {}
    unknown = sorted(entry for check_id, entry in entries.items() if check_id not in all_checks())
    if unknown:
        raise UsageError("\n".join(map(_complaint, unknown)), f"Correct {file}; `checks` lists every id.")
    return frozenset(entries)


def _complaint(entry: str) -> str:
    near = nearest(entry, all_checks())
    return f"{entry} is in the baseline, but no check has this id" + (f'; did you mean "{near}"?' if near else "")
