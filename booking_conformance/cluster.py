"""The Dask cluster that ``--cluster`` names: its scheduler, and how long it may be without workers."""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from booking_conformance.errors import SuiteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS_BETWEEN_LOOKS: Final = 5
OTHER_SUITE: Final = "Install the same version of booking-conformance on every worker."
_SECONDS_TO_CONNECT = 10
_SECONDS_WITHOUT_WORKERS = 60


class Workers:
    """Whether a cluster has workers: to be looked at every SECONDS_BETWEEN_LOOKS while something is waited for."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._looks_without = 0

    def refuse_none(self) -> None:
        """Raise SuiteError when no look of a minute saw a worker: one that dies may be replaced."""
        self._looks_without = 0 if self._client.nthreads() else self._looks_without + 1
        if self._looks_without * SECONDS_BETWEEN_LOOKS >= _SECONDS_WITHOUT_WORKERS:
            raise SuiteError("the cluster has no workers left", "Start some, and begin again.")


@contextmanager
def client_at(address: str) -> Iterator[Any]:
    """Connect to the scheduler at an address (tcp://host:8786); UsageError when there is none."""
    distributed = dask_distributed()
    try:
        client = distributed.Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(
            f"no scheduler of a cluster answers at {address} ({error})", "Start one: dask scheduler"
        ) from error
    with client:
        yield client


def dask_distributed() -> Any:
    """Return the package ``distributed``; UsageError when the extra is not installed."""
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise UsageError("--cluster needs Dask", "python3 -m pip install 'booking-conformance[cluster]'") from error
