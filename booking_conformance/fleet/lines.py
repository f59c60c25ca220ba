"""What is known of each target of a fleet: a line, kept in fleet.json as each run begins and ends."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

from booking_conformance import __version__
from booking_conformance.errors import TargetUnreachable
from booking_conformance.results.exit_code import BROKEN, HOLDS, INTERNAL_ERROR, INTERRUPTED, NOTHING_SELECTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FLEET: Final = "fleet.json"
FORMAT = 1
# The code of a fleet is the gravest of its targets.
_GRAVITY = (HOLDS, BROKEN, TargetUnreachable.exit_code, NOTHING_SELECTED, INTERNAL_ERROR, INTERRUPTED)


@dataclass(frozen=True)
class Line:
    """What came of a target.

    ``code`` is the exit code of its run, None while that goes on; ``message`` says why there is no verdict.
    ``failures`` are the ids of the checks that failed; ``changes`` maps new, fixed and changed to how many checks
    became so since the report before, and is {} where there is none. ``configuration`` is the sha256 of its file,
    ``flags`` are those of the run.
    """

    name: str
    file: str
    configuration: str
    code: int | None = None
    verdict: str = ""
    scope: str = ""
    failures: tuple[str, ...] = ()
    changes: Mapping[str, int] = field(default_factory=dict)
    message: str = ""
    started: str = ""
    report: str = ""
    flags: tuple[str, ...] = ()

    @property
    def ended(self) -> bool:
        """Return whether the target was judged: it need not be tested again."""
        return self.code in {HOLDS, BROKEN} and bool(self.verdict)


def worst_code(lines: Iterable[Line]) -> int:
    """Return the gravest exit code: one that no run of this suite has is an internal error."""
    codes = [INTERRUPTED if line.code is None else line.code for line in lines]
    known = [code if code in _GRAVITY else INTERNAL_ERROR for code in codes]
    return max(known, key=_GRAVITY.index, default=HOLDS)


def read_lines(folder: Path) -> dict[str, Line]:
    """Return the lines of a fleet's folder by name; none where there are none that can be read."""
    try:
        document = json.loads((folder / FLEET).read_text(encoding="utf-8"))
        rows = [
            {**row, "failures": tuple(row["failures"]), "flags": tuple(row["flags"])} for row in document["targets"]
        ]
        return {row["name"]: Line(**row) for row in rows}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def write_lines(folder: Path, lines: Iterable[Line]) -> None:
    """Write fleet.json: beside it first, so that a reader never sees half of it."""
    document = {"format": FORMAT, "suite_version": __version__, "targets": [asdict(line) for line in lines]}
    temporary = folder / f".{FLEET}.{os.getpid()}.tmp"
    temporary.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    temporary.replace(folder / FLEET)
