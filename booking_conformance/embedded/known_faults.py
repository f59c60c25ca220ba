"""The faults and variants that the embedded booking system can be started with, by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.errors import UsageError
from booking_conformance.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def known_faults() -> tuple[str, ...]:
    """Return the ids of all faults, in the order of their tables."""
    from booking_conformance.fixtures.booking_system.faults import FAULTS

    return tuple(FAULTS)


def known_variants() -> tuple[str, ...]:
    """Return the ids of all variants, in the order of their tables."""
    from booking_conformance.fixtures.booking_system.variants import VARIANTS

    return tuple(VARIANTS)


def refuse_unknown_defects(faults: Sequence[str], variants: Sequence[str]) -> None:
    """Raise UsageError for a fault or variant that the embedded booking system does not know."""
    if not faults and not variants:
        return
    _refuse_unknown("fault", faults, known_faults())
    _refuse_unknown("variant", variants, known_variants())


def _refuse_unknown(kind: str, asked: Sequence[str], known: Collection[str]) -> None:
    for name in asked:
        if name not in known:
            near = nearest(name, known)
            hint = f'Did you mean "{near}"?' if near else "`serve --list` lists faults and variants."
            raise UsageError(f"there is no {kind} {name}", hint)
