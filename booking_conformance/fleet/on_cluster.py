"""Runs of targets on the workers of a Dask cluster: each travels there as data, and what came of it travels back."""

from __future__ import annotations

import os
import time
from asyncio import CancelledError
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from booking_conformance import __version__
from booking_conformance.cluster import OTHER_SUITE, SECONDS_BETWEEN_LOOKS, Workers, dask_distributed
from booking_conformance.config.loading import load
from booking_conformance.config.portable import portable
from booking_conformance.errors import ConfigurationError, InternalError, SuiteError, UsageError
from booking_conformance.fleet.parcel import Parcel, Returned, packed, unpack
from booking_conformance.fleet.run_here import RunHere
from booking_conformance.fleet.worker import judge
from booking_conformance.runner.report_folder import RESUMED, held_report_folder

if TYPE_CHECKING:
    from booking_conformance.fleet.target_run import TargetRun, UnderWay


class OnCluster:
    """Starts runs on the workers that a client knows; ``ending`` is the event that interrupts all of them."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._ending = dask_distributed().Event(f"booking-conformance-{uuid4()}", client=client)

    def start(self, run: TargetRun) -> UnderWay:
        """Start a run on a worker, or here, when it cannot be sent."""
        parcel = _parcel(run)
        if parcel is None:
            return RunHere(run)
        future = self._client.submit(judge, parcel, self._ending.name, pure=False)
        return RunThere(run, future, Workers(self._client), self._ending)


def _parcel(run: TargetRun) -> Parcel | None:
    """Return what is to be sent; None for a run that says itself what its configuration lacks, or that keeps tokens.

    What Sellers consented to changes as it is used, and is kept where ``login`` wrote it.
    """
    try:
        partners = load(run.target.file).configuration.booking_partners.values()
        configuration = portable(run.target.file, os.environ)
    except (ConfigurationError, OSError):
        return None
    if any(partner.token_file for partner in partners):
        return None
    left = packed(run.report, RESUMED) if run.resumed else b""
    return Parcel(run, __version__, configuration, left)


class RunThere:
    """A run under way on a worker, or waiting for one."""

    def __init__(self, run: TargetRun, future: Any, workers: Workers, ending: Any) -> None:
        self._run = run
        self._future = future
        self._workers = workers
        self._ending = ending
        self._looked = time.monotonic()

    def code(self) -> int | None:
        """Return its exit code, and put its report and log into their places; None while it goes on."""
        if not self._future.done():
            self._look_for_workers()
            return None
        try:
            returned = self._returned()
            self._run.log.write_bytes(returned.log)
            self._keep(returned.report)
        except SuiteError as error:
            self._run.log.write_text(f"Error: {error}\n", encoding="utf-8")
            return error.exit_code
        return returned.code

    def _look_for_workers(self) -> None:
        if time.monotonic() - self._looked >= SECONDS_BETWEEN_LOOKS:
            self._looked = time.monotonic()
            self._workers.refuse_none()

    def _returned(self) -> Returned:
        try:
            returned: Returned = self._future.result()
        except (Exception, CancelledError) as error:
            raise InternalError(f"the cluster could not run it: {error!r}", OTHER_SUITE) from error
        if returned.version != __version__:
            message = f"a worker has version {returned.version} of the suite, this is {__version__}"
            raise UsageError(message, OTHER_SUITE)
        return returned

    def _keep(self, report: bytes) -> None:
        """Replace the earlier report, as a run here does; one that wrote no report leaves it."""
        if report:
            with held_report_folder(self._run.report, resumed=self._run.resumed) as folder:
                written = unpack(report, folder)
                for name in RESUMED.difference(written):
                    (folder / name).unlink(missing_ok=True)

    def interrupt(self) -> None:
        """Have it, and all others, delete what they booked and end."""
        self._ending.set()

    def kill(self) -> None:
        """Let go of it: its worker interrupts it."""
        self._future.cancel()
