"""Has batches judged by the workers of a Dask cluster, and hands back what they came to in the order of the batches."""

from __future__ import annotations

from asyncio import CancelledError
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from booking_conformance import __version__
from booking_conformance.cluster import OTHER_SUITE, SECONDS_BETWEEN_LOOKS, Workers, client_at
from booking_conformance.errors import SuiteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from booking_conformance.audit.batch import Batch, Judged

    Taken = Callable[[Batch, list[Judged]], None]

# More than are being judged: a worker that has finished finds the next one waiting.
_BATCHES_PER_THREAD = 2
_AT_LEAST = 4


class Cluster:
    """The workers. ``taken`` is given each batch with what it came to, in the order in which they were submitted."""

    def __init__(self, client: Any, taken: Taken) -> None:
        self._client = client
        self._taken = taken
        self._under_way: deque[tuple[Batch, Any]] = deque()

    def submit(self, batch: Batch) -> None:
        """Have a batch judged; wait for earlier ones while more are under way than the workers need."""
        self._under_way.append((batch, self._client.submit(_judge, batch, pure=False)))
        while len(self._under_way) > self._most():
            self._take_first()

    def finish(self) -> None:
        """Wait for whatever is under way."""
        while self._under_way:
            self._take_first()

    def _most(self) -> int:
        threads: int = sum(self._client.nthreads().values())
        return max(_AT_LEAST, _BATCHES_PER_THREAD * threads)

    def _take_first(self) -> None:
        batch, future = self._under_way.popleft()
        version, judged = self._result(future)
        if version != __version__:
            raise UsageError(f"a worker has version {version} of the suite, this is {__version__}", OTHER_SUITE)
        self._taken(batch, judged)

    def _result(self, future: Any) -> Any:
        """Return what a worker came to. One that dies is replaced by another; without any, it ends after a while."""
        workers = Workers(self._client)
        while True:
            try:
                return future.result(timeout=SECONDS_BETWEEN_LOOKS)
            except TimeoutError:
                workers.refuse_none()
            except (Exception, CancelledError) as error:
                raise SuiteError(f"the cluster could not judge a batch: {error!r}", OTHER_SUITE) from error


@contextmanager
def cluster_at(address: str, taken: Taken) -> Iterator[Cluster]:
    """Connect to the scheduler at an address (tcp://host:8786); UsageError when there is none."""
    with client_at(address) as client:
        yield Cluster(client, taken)


def _judge(batch: Batch) -> tuple[str, list[Judged]]:
    return batch.judge()
