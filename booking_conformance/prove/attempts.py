"""Trials side by side; what does not come out as it should is tried once more, alone.

A trial has deadlines (a feed has to show a change in time), and several at once load the machine. A second attempt,
with nothing beside it, tells a busy machine from a check that misses; it is reported as such.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.embedded.forked import PRELOADED
from booking_conformance.gc_tuning import collect_rarely_when_forked
from booking_conformance.prove.proofs import FaultProof, VariantProof, outcome_of, proof_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    TrialProof = FaultProof | VariantProof
    Trial = tuple[Callable[[str], TrialProof], str]

# A trial waits two thirds of its time: for feeds, and for leases to expire. So many keep two processors busy.
_WORKERS = 6
# More than these are no accident.
_SECOND_ATTEMPTS = 12
_PRELOADED = [
    "booking_conformance.prove.trial",
    "booking_conformance.prove.preloaded",
    *PRELOADED,
    "booking_conformance.fixtures.strategies.checkout",
]


def mixed(long: Sequence[Trial], short: Sequence[Trial]) -> list[Trial]:
    """Return trials so that the short ones, which wait, run beside the long ones, which compute, and some end it."""
    each = len(short) * 4 // 5 // max(len(long), 1)
    turns = [part for turn, trial in enumerate(long) for part in (trial, *short[turn * each : (turn + 1) * each])]
    return [*turns, *short[len(long) * each :]]


def attempted(trials: Sequence[Trial], progress: Callable[[str], None]) -> list[TrialProof]:
    """Return what came of each trial, in their order: (function, id of the fault or variant)."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    with ProcessPoolExecutor(_WORKERS, mp_context=context, initializer=collect_rarely_when_forked) as pool:
        jobs = {pool.submit(function, name): index for index, (function, name) in enumerate(trials)}
        proofs: dict[int, TrialProof] = {}
        for job in as_completed(jobs):
            proofs[jobs[job]] = proof = job.result()
            progress(proof_line(proof))
        amiss = sorted(index for index, proof in proofs.items() if not proof.as_it_should)
        for index in amiss if len(amiss) <= _SECOND_ATTEMPTS else ():
            function, name = trials[index]
            proofs[index] = again = replace(pool.submit(function, name).result(), first=outcome_of(proofs[index]))
            progress(proof_line(again))
    return [proofs[index] for index in range(len(trials))]
