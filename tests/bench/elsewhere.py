"""Prints which faults are missed elsewhere than on this machine: ``python -m tests.bench.elsewhere``.

Loopback is taken for a server elsewhere, of which less is asked. A line for each fault that is missed: what its checks
came to, which must be that they judged nothing. Run it by hand, for the faults that are named or for all; it takes a
quarter of an hour.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace

from booking_conformance.prove.attempts import Lane, attempted
from booking_conformance.prove.fault_table import fault_rows
from booking_conformance.prove.proofs import FaultProof, outcome_of
from booking_conformance.prove.prove import _proof
from tests.support.elsewhere import try_elsewhere

_AT_ONCE = 8


def prove_elsewhere(fault: str) -> FaultProof:
    """Return what came of a fault; only what is missed counts."""
    started = time.monotonic()
    return replace(_proof(fault_rows()[fault], try_elsewhere(fault), started), unexpected={})


if __name__ == "__main__":
    faults = sys.argv[1:] or list(fault_rows())
    for proof in attempted([Lane(_AT_ONCE, [(prove_elsewhere, fault) for fault in faults])], lambda _: None):
        if not proof.as_it_should:
            print(f"{proof.id}: {outcome_of(proof)}")
