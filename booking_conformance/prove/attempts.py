"""Trials side by side; what does not come out as it should is tried once more, alone.

A trial has deadlines (a feed has to show a change in time), and several at once load the machine. A second attempt,
with nothing beside it, tells a busy machine from a check that misses; it is reported as such.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from multiprocessing import forkserver
from typing import TYPE_CHECKING, NamedTuple

from booking_conformance.embedded.forked import PRELOADED
from booking_conformance.gc_tuning import collect_rarely_when_forked
from booking_conformance.prove.proofs import FaultProof, VariantProof, outcome_of, proof_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from multiprocessing.process import BaseProcess

    TrialProof = FaultProof | VariantProof
    Trial = tuple[Callable[[str], TrialProof], str]

# A variant's trial computes for most of its time, a fault's waits: for feeds, and for leases to expire. So many of each
# keep two processors busy, and no more than so many variants delay what has deadlines.
VARIANTS_AT_ONCE = 4
FAULTS_AT_ONCE = 6
# More than these are no accident.
_SECOND_ATTEMPTS = 12
_PRELOADED = [
    "booking_conformance.prove.trial",
    "booking_conformance.prove.preloaded",
    *PRELOADED,
    "booking_conformance.fixtures.strategies.checkout",
    # What httpx imports at the first request.
    "httpcore",
    "anyio._backends._asyncio",
]


class Lane(NamedTuple):
    """Trials of one kind, and how many of them run side by side."""

    at_once: int
    trials: Sequence[Trial]


def attempted(lanes: Sequence[Lane], progress: Callable[[str], None]) -> list[TrialProof]:
    """Return what came of each trial, a lane after the other; the lanes run side by side."""
    trials = [trial for lane in lanes for trial in lane.trials]
    with ExitStack() as stack:
        pools = [pool for lane in lanes for pool in [stack.enter_context(_pool(lane.at_once))] * len(lane.trials)]

        def begin(index: int) -> Future[TrialProof]:
            function, name = trials[index]
            with _undisturbed():
                return pools[index].submit(function, name)

        jobs = {begin(index): index for index in range(len(trials))}
        proofs: dict[int, TrialProof] = {}
        for job in as_completed(jobs):
            proofs[jobs[job]] = proof = job.result()
            progress(proof_line(proof))
        amiss = sorted(index for index, proof in proofs.items() if not proof.as_it_should)
        for index in amiss if len(amiss) <= _SECOND_ATTEMPTS else ():
            proofs[index] = again = replace(begin(index).result(), first=outcome_of(proofs[index]))
            progress(proof_line(again))
    return [proofs[index] for index in range(len(trials))]


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Yield a pool that, where it is left early, does not go through what it has been given first."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    # Here, where no signal is put off: whatever it forks puts off what it does.
    forkserver.ensure_running()
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in set(multiprocessing.active_children()) - others:
                _kill(worker)
            raise


def _begin() -> None:
    collect_rarely_when_forked()
    # With the systems that it starts a worker is a group, which can be ended as one. Nor does Ctrl-C reach it.
    os.setpgid(0, 0)


def _kill(worker: BaseProcess) -> None:
    if worker.pid is None:
        return
    try:
        os.killpg(worker.pid, signal.SIGKILL)
    except ProcessLookupError:  # it has only just been started, and is no group yet
        worker.kill()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put off interrupts: a worker that is started just then would be known to nobody."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
