"""What came of faults and variants, for a person and for ``proof.json``."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class FaultProof:
    """What came of a fault: ``failed`` are all checks that failed, ``unexpected`` those that were not named.

    ``rows`` are the requirements that the named checks blamed; ``first`` says what came of a first attempt, where this
    is a second one.
    """

    id: str
    checks: tuple[str, ...]
    failed: tuple[str, ...]
    missed: Mapping[str, str]
    unexpected: Mapping[str, str]
    seconds: float
    rows: tuple[str, ...] = ()
    first: str = ""

    @property
    def as_it_should(self) -> bool:
        """Return whether each named check failed, and none that is not named."""
        return not self.missed and not self.unexpected


@dataclass(frozen=True)
class VariantProof:
    """What came of a variant: ``failed`` maps each check that failed to its reason; there should be none."""

    id: str
    failed: Mapping[str, str]
    seconds: float
    first: str = ""

    @property
    def as_it_should(self) -> bool:
        """Return whether no check failed."""
        return not self.failed


@dataclass(frozen=True)
class Proof:
    """What all faults and variants came to."""

    faults: tuple[FaultProof, ...] = ()
    variants: tuple[VariantProof, ...] = ()
    seconds: float = field(default=0.0)


def proof_line(proof: FaultProof | VariantProof) -> str:
    """Return a line for a person."""
    kind = "variant" if isinstance(proof, VariantProof) else "fault"
    again = f"; a first attempt: {proof.first}" if proof.first else ""
    return f"{kind} {proof.id}: {outcome_of(proof)} ({proof.seconds:.1f} s{again})"


def outcome_of(proof: FaultProof | VariantProof) -> str:
    """Return what came of it: caught by which checks, what was missed or unexpected, clean, or not."""
    if isinstance(proof, VariantProof):
        return "clean" if proof.as_it_should else f"NOT CLEAN {_listed(proof.failed)}"
    if proof.as_it_should:
        return f"caught by {', '.join(proof.checks)}"
    parts = {"MISSED": proof.missed, "UNEXPECTED": proof.unexpected}
    return " ".join(f"{word} {_listed(found)}" for word, found in parts.items() if found)


def _listed(found: Mapping[str, str]) -> str:
    return "; ".join(f"{check} ({reason})" for check, reason in found.items())


def as_json(proof: Proof) -> dict[str, Any]:
    """Return the content of ``proof.json``."""
    return {
        "format": 1,
        "seconds": proof.seconds,
        "faults": [{**asdict(fault), "caught": fault.as_it_should} for fault in proof.faults],
        "variants": [
            {**asdict(variant), "failed": sorted(variant.failed), "reasons": variant.failed}
            for variant in proof.variants
        ],
    }
