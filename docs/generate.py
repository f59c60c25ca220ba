"""Writes the documents that are made of the checks and faults; with --check says whether they are up to date."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from booking_conformance.check.instances import feature_of, scope_of
from booking_conformance.check.registry import all_checks
from booking_conformance.prove.fault_table import faults_by_check
from booking_conformance.specification import requirements
from booking_conformance.specification.profile import profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.check import Check

FILE = Path(__file__).with_name("checks.md")
HEAD = """# The checks

Made by `python docs/generate.py`; do not edit. Each check is proven by the faults named with it: `booking-conformance
prove --fault ID` shows one. `required` checks are those that the profile demands of every booking system; the others
are judged when the feature is declared.
"""


def document() -> str:
    """Return the text of docs/checks.md."""
    return "\n".join([HEAD, *_chapters()]) + "\n"


def _chapters() -> Iterator[str]:
    checks = sorted(all_checks().values(), key=lambda check: (check.checkpoint, check.id))
    for checkpoint, members in groupby(checks, key=lambda check: check.checkpoint):
        yield f"\n## {checkpoint}\n"
        yield "| check | level | scope | needs | what must hold | requirements | proven by |"
        yield "|---|---|---|---|---|---|---|"
        yield from (_row(check) for check in members)


def _row(check: Check) -> str:
    needs = "required" if profile().requires(check.id) else feature_of(check) or "—"
    cited = ", ".join(f"[{row}]({requirements()[row].url})" for row in check.requirements)
    faults = ", ".join(f"`{fault}`" for fault in faults_by_check().get(check.id, ()))
    title = check.title.replace("|", "\\|")
    return f"| `{check.id}` | {check.level} | {scope_of(check)} | {needs} | {title} | {cited} | {faults} |"


def main() -> int:
    """Write the document, or compare it."""
    text = document()
    if "--check" not in sys.argv:
        FILE.write_text(text, encoding="utf-8")
        return 0
    if FILE.exists() and FILE.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write("docs/checks.md is stale: run python docs/generate.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
