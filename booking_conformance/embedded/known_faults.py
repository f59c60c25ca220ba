"""The faults and variants that the embedded booking system can be started with, by id."""

from __future__ import annotations

import difflib
from functools import cache
from typing import TYPE_CHECKING

from booking_conformance.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


def refuse_unknown_defects(faults: Sequence[str], variants: Sequence[str]) -> None:
    """Raise UsageError for a fault or variant that the embedded booking system does not know."""
    if not faults and not variants:
        return
    from booking_conformance.fixtures.booking_system.faults import FAULTS
    from booking_conformance.fixtures.booking_system.variants import VARIANTS

    _refuse_unknown("fault", faults, FAULTS)
    _refuse_unknown("variant", variants, VARIANTS)


def _refuse_unknown(kind: str, asked: Sequence[str], known: Collection[str]) -> None:
    for name in asked:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f'Did you mean "{near[0]}"?' if near else f"Known are: {', '.join(known) or 'none'}."
            raise UsageError(f"there is no {kind} {name}", hint)


@cache
def faults_by_check() -> Mapping[str, tuple[str, ...]]:
    """Return the faults that break each check."""
    from booking_conformance.prove.fault_table import fault_rows

    found: dict[str, tuple[str, ...]] = {}
    for row in fault_rows().values():
        for check in row.checks:
            found[check] = (*found.get(check, ()), row.id)
    return found
