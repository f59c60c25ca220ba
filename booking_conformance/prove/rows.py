"""Which cited requirements are proven: under some fault a check that cites the row fails and blames it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check.registry import all_checks
from booking_conformance.specification.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.prove.proofs import Proof


def unproven_rows(proof: Proof) -> Mapping[str, str | None]:
    """Return each cited row that no fault of the proof made a check blame, with the reason that excuses it, or None."""
    cited = {row for check in all_checks().values() for row in check.requirements}
    proven = {row for fault in proof.faults for row in fault.rows}
    return {row: excuses().get(row) for row in sorted(cited - proven)}


def excuses() -> Mapping[str, str]:
    """Return the closed list of rows that no fault can break, with the reason (``schemas/unproven_rows.yaml``)."""
    rows: dict[str, str] = read_yaml("unproven_rows.yaml")
    return rows
