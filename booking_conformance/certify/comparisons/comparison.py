"""What was compared, and what did not agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Comparison:
    """``compared`` says in a line what was compared with what; ``discrepancies`` where they differ, a line each."""

    compared: str
    discrepancies: tuple[str, ...] = ()


def compare(compared: str, discrepancies: Iterable[str]) -> Comparison:
    """Return a comparison; the same discrepancy is reported once."""
    return Comparison(compared, tuple(dict.fromkeys(discrepancies)))
