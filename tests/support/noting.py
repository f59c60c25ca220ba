"""The bundled booking system, noting in each answer which variants could have made it another.

A variant can where the plain system read a field of Policy that the variant sets, or where its mutation changes the
answer. Notes stand in headers that are recorded as they are.
"""

from __future__ import annotations

import multiprocessing
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from booking_conformance.embedded.forked import PRELOADED
from booking_conformance.fixtures.booking_system.policy import Policy
from booking_conformance.fixtures.booking_system.variants import VARIANTS
from booking_conformance.fixtures.booking_system.web.app import BookingSystem
from booking_conformance.fixtures.booking_system.web.options import Options
from booking_conformance.fixtures.booking_system.web.server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from booking_conformance.recording import Exchange

_FOR_IT, _BEHIND = "x-request-id", "x-correlation-id"
_MUTATIONS = {name: behaviour.mutation for name, behaviour in VARIANTS.items() if behaviour.mutation}
_FIELDS = {field for behaviour in VARIANTS.values() for field in behaviour.policy}


def noted(exchange: Exchange, *, behind: bool = False) -> set[str]:
    """Return the variants that could have changed an answer; with ``behind`` what was done before, for no request."""
    headers = {name.lower(): value for name, value in exchange.response.headers} if exchange.response else {}
    names = {*headers.get(_FOR_IT, "").split(), *(headers.get(_BEHIND, "").split() if behind else ())}
    return {variant for variant, behaviour in VARIANTS.items() if names & {variant, *behaviour.policy}}


@contextmanager
def noting_system() -> Iterator[Mapping[str, Any]]:
    """Run a noting system in a process of its own and yield what it says of itself."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOADED, __name__])
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        assert mine.poll(30)
        yield {key: value for key, value in mine.recv().items() if key not in {"dataset_site", "pid"}}
    finally:
        process.kill()
        process.join(10)
        mine.close()


def _serve(ready: Any) -> None:
    of_request: ContextVar[set[str]] = ContextVar("what was noted for a request")
    behind: set[str] = set()
    mutated, application = BookingSystem._mutated, BookingSystem.application

    def read(policy: Policy, name: str) -> Any:
        if name in _FIELDS:
            of_request.get(behind).add(name)
        return object.__getattribute__(policy, name)

    def answer(system: BookingSystem, call: Any, said: Any) -> Any:
        changed = {name for name, mutation in _MUTATIONS.items() if mutation(call, said) != said}
        of_request.get(behind).update(changed)
        return mutated(system, call, said)

    def noting(system: BookingSystem, delay: float) -> Any:
        plain = application(system, delay)

        async def handle(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                of_request.set(set())

            async def send_noted(message: Any) -> None:
                if message["type"] == "http.response.start":
                    notes = {_FOR_IT: of_request.get(), _BEHIND: behind}
                    added = [(name.encode(), " ".join(sorted(of)).encode()) for name, of in notes.items()]
                    message = {**message, "headers": [*message["headers"], *added]}
                await send(message)

            await plain(scope, receive, send_noted)

        return handle

    Policy.__getattribute__ = read  # type: ignore[method-assign, assignment]  # of this process only
    BookingSystem._mutated = answer  # type: ignore[method-assign]  # as above
    BookingSystem.application = noting  # type: ignore[method-assign]  # as above
    serve(Options(lease_seconds=3, seeds=6), ready.send)
