"""``prove``: each fault must make the checks fail that are named for it, and no other; each variant none at all."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.embedded.known_faults import known_faults, known_variants
from booking_conformance.prove import trial
from booking_conformance.prove.attempts import FAULTS_AT_ONCE, VARIANTS_AT_ONCE, Lane, attempted
from booking_conformance.prove.fault_table import fault_rows, variant_row
from booking_conformance.prove.proofs import FaultProof, Proof, VariantProof, as_json
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from booking_conformance.prove.fault_table import FaultRow

_TYPES = ("ScheduledSession", "Slot")
_BROKEN = frozenset({Verdict.FAIL, Verdict.WARN})
_UNWANTED = frozenset({Verdict.FAIL, Verdict.ERROR})


def prove(
    faults: Sequence[str],
    variants: Sequence[str],
    report: Path | None,
    progress: Callable[[str], None],
    *,
    among_all: bool = False,
) -> Proof:
    """Put the faults and variants to the test (all of them when none is named) and write ``proof.json``.

    ``among_all`` acts out all scenarios for each fault, not only the fault's own, and by default takes the faults whose
    checks read feeds; then only what is missed counts, since a fault may well break what other scenarios show.
    """
    started = time.monotonic()
    everything = not faults and not variants
    wanted_faults = list(known_faults()) if everything else list(faults)
    wanted_variants = list(known_variants()) if everything else list(variants)
    if among_all:
        wanted_faults, wanted_variants = list(faults or feed_faults()), []
    prove_one = prove_fault_among_all if among_all else prove_fault
    # Variants that take long begin first, so that none is left alone at the end.
    long_first = sorted(wanted_variants, key=lambda name: variant_row(name).size, reverse=True)
    of_variants = Lane(VARIANTS_AT_ONCE, [(prove_variant, name) for name in long_first])
    of_faults = Lane(FAULTS_AT_ONCE, [(prove_one, name) for name in wanted_faults])
    proofs = attempted([of_variants, of_faults], progress)
    proven_variants = [proof for proof in proofs if isinstance(proof, VariantProof)]
    result = Proof(
        tuple(proof for proof in proofs if isinstance(proof, FaultProof)),
        tuple(sorted(proven_variants, key=lambda proof: wanted_variants.index(proof.id))),
        round(time.monotonic() - started, 1),
    )
    if report is not None:
        (report / "proof.json").write_text(json.dumps(as_json(result), indent=1) + "\n", encoding="utf-8")
    return result


def prove_fault(fault: str) -> FaultProof:
    """Start the embedded booking system with a fault and judge the scenarios that its checks read."""
    row = fault_rows().get(fault)
    if row is None:
        return FaultProof(fault, (), (), {"none": "schemas/faults.yaml names no check for it"}, {}, 0.0)
    started = time.monotonic()
    return _proof(row, trial.try_fault(row), started)


def prove_fault_among_all(fault: str) -> FaultProof:
    """Start the embedded booking system with a fault and judge a run of all scenarios."""
    started = time.monotonic()
    row = fault_rows()[fault]
    return replace(_proof(row, trial.try_among_all(row), started), unexpected={})


def feed_faults() -> tuple[str, ...]:
    """Return the faults that are named to break a check which reads feeds, as a run without faults shows."""
    reading = {check for check, judged in trial.try_among_all(None).items() if judged.reads_feeds}
    return tuple(row.id for row in fault_rows().values() if reading.intersection(row.checks))


def _proof(row: FaultRow, results: trial.Results, started: float) -> FaultProof:
    return FaultProof(
        id=row.id,
        checks=row.checks,
        failed=tuple(sorted(check for check, judged in results.items() if judged.verdict in _BROKEN)),
        missed=_missed(row, results),
        unexpected={
            check: _stated(judged)
            for check, judged in results.items()
            if judged.verdict in _UNWANTED and check not in row.checks
        },
        seconds=round(time.monotonic() - started, 2),
        rows=tuple(sorted({blamed for check in row.checks if check in results for blamed in results[check].rows})),
    )


def _missed(row: FaultRow, results: trial.Results) -> dict[str, str]:
    found = {check: results.get(check, trial.Judged(Verdict.NOT_RUN, "It was not judged.")) for check in row.checks}
    return {check: _stated(judged) for check, judged in found.items() if judged.verdict not in _BROKEN}


def _stated(judged: trial.Judged) -> str:
    return f"{judged.verdict}: {judged.reason}"


def prove_variant(variant: str) -> VariantProof:
    """Start the embedded booking system with a variant and judge every scenario that it can touch.

    The variants take turns at the opportunity types, so that together they cover both.
    """
    started = time.monotonic()
    results = trial.try_variant(variant, _TYPES[list(known_variants()).index(variant) % len(_TYPES)])
    expected = {(check, Verdict.WARN) for check in variant_row(variant).warns}
    failed = {
        check: _stated(judged)
        for check, judged in results.items()
        if judged.verdict in _UNWANTED | _BROKEN and (check, judged.verdict) not in expected
    }
    return VariantProof(variant, failed, round(time.monotonic() - started, 2))
