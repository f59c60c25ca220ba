"""A whole execution: open the target, act out the scenarios, clean up. What it leaves is a finished recording."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from booking_conformance.client.connection import open_session, read_dataset_site
from booking_conformance.progress import Passing
from booking_conformance.recording import Recording
from booking_conformance.results import Leftover, Scope
from booking_conformance.runner.cleanup import clean_up
from booking_conformance.runner.interrupts import sigterm_as_sigint
from booking_conformance.runner.last_reading import read_orders_feeds
from booking_conformance.runner.permission import require_permission
from booking_conformance.runner.preflight import require_access
from booking_conformance.scenario.acting import act_out
from booking_conformance.scenario.run_context import open_run_context

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Sequence
    from pathlib import Path

    from booking_conformance.check.planning.plan import Plan
    from booking_conformance.client.recorder import Recorder
    from booking_conformance.client.session import Session
    from booking_conformance.config import Configuration
    from booking_conformance.openactive.dataset_site import DatasetSite
    from booking_conformance.recording import Conversation, Exchange
    from booking_conformance.recording.recording_log import RecordingLog
    from booking_conformance.runner.resumption import Resumption
    from booking_conformance.scenario import Scenario, ScenarioInstance
    from booking_conformance.scenario.drawing import Drawing
    from booking_conformance.scenario.run_context import RunContext

    Parts = Sequence[tuple[Scenario, ScenarioInstance]]


# Without a repr: asyncio makes one of what a task returned when it sets its signal handlers back, and as text a
# recording is several times as large.
@dataclass(repr=False)
class Execution:
    """What is known while and after acting; the recording is complete as far as it got, also after an interrupt.

    ``log`` takes the recording as it grows; ``resumption`` is what a run that was cut off left, to go on with.
    ``follow`` is begun when the Base URI is known, with the recorder, the conversations that end, and it, and cancelled
    when acting has ended. ``let_go`` is called when nothing more is sent to the target.
    ``drawing`` is what draws generated messages. ``enough`` is given each conversation that has ended, and the Base
    URI, and returns why the run may end, or "".
    """

    configuration: Configuration
    journal: Path | None = None
    witness: Path | None = None
    keep: bool = False
    throwaway: bool = False
    progress: Callable[[str], None] = print
    watch: Callable[[Exchange], bool] | None = None
    enough: Callable[[Conversation, str], str] | None = None
    follow: Callable[[Recorder, Sequence[Conversation], str], Coroutine[Any, Any, None]] | None = None
    let_go: Callable[[], None] | None = None
    drawing: Drawing | None = None
    log: RecordingLog | None = None
    resumption: Resumption | None = None
    given_up: str = ""
    conversations: list[Conversation] = field(default_factory=list)
    left_behind: list[Leftover] = field(default_factory=list)
    base_uri: str = ""
    bookings: int = 0
    retries: int = 0
    stopped: str | None = None
    duration_s: float = 0.0
    site: DatasetSite | None = None
    _session: Session | None = None

    async def act(self, plan: Plan) -> None:
        """Act out the plan against the configured target and clean up behind it, whatever happens.

        Raises BookingsNotAllowed, with nothing sent, when the plan books where the configuration does not allow it.
        """
        require_permission(self.configuration, plan)
        with sigterm_as_sigint():
            try:
                await self._act_out(plan)
            finally:
                if self.let_go:
                    self.let_go()

    async def _act_out(self, plan: Plan) -> None:
        started = time.monotonic()
        async with open_session(self.configuration, self.journal, self.witness, self.log) as session:
            self._session = session
            if self.resumption:
                started -= self.resumption.take_over(session)
                self.conversations += self.resumption.conversations
            self.progress(Passing("reading the dataset site and the feeds"))
            self.site = await read_dataset_site(self.configuration, session)
            run = open_run_context(self.configuration, session, self.site, self.progress)
            self.base_uri = run.base_uri
            run.keep = self.keep and not self.throwaway
            run.watch = self.watch
            run.drawing = self.drawing or run.drawing
            run.enough = self._is_enough
            following = self._begin_to_follow(session, run.base_uri)
            try:
                await self._go_on(run)
                await self._act(run, self._missing(plan.parts))
                if self.witness and self.configuration.granted_scope is not Scope.READ:
                    await read_orders_feeds(run)
            finally:
                self.stopped = why_stopped(session.budget.stopped, self.conversations) or self.given_up or None
                self.bookings = session.budget.bookings
                self.retries = session.retries
                self.left_behind = await self._take_away(run)
                if following:
                    following.cancel()
                self.duration_s = time.monotonic() - started
                await self._end_chain(session)

    def _begin_to_follow(self, session: Session, base_uri: str) -> asyncio.Task[None] | None:
        if self.follow is None:
            return None
        return asyncio.create_task(self.follow(session.recorder, self.conversations, base_uri))

    async def _take_away(self, run: RunContext) -> list[Leftover]:
        """Delete what was made, or keep it, and return what is left."""
        if not self.keep:
            self.progress(Passing("deleting what was booked"))
            return await clean_up(run, throwaway=self.throwaway)
        kept = [] if self.throwaway else run.session.journal.left()
        return [Leftover(made.kind, made.id, "kept, as --keep asks") for made in kept]

    async def _act(self, run: RunContext, parts: Parts) -> None:
        if parts and self.configuration.granted_scope is not Scope.READ:
            await require_access(run)
        await act_out(parts, run, self.conversations)
        for lacking, count in sorted(run.supply.lacking.items()):
            self.progress(f"too few opportunities: {count} more needed, {lacking}")

    async def _go_on(self, run: RunContext) -> None:
        """Delete what a run that is resumed had made when it was cut off: it would be in the way."""
        if self.resumption and not run.keep:
            self.progress(Passing("deleting what was booked before"))
            await clean_up(run)

    def _missing(self, parts: Parts) -> Parts:
        """Return the parts that have not been acted out."""
        ended = {conversation.id for conversation in self.conversations}
        return tuple(part for part in parts if part[1].id not in ended)

    def _is_enough(self, conversation: Conversation) -> bool:
        """Ask whether to go on after a conversation that has ended, and keep why not."""
        if self.log:
            self.log.finished(conversation)
        self.given_up = self.given_up or (self.enough(conversation, self.base_uri) if self.enough else "")
        return bool(self.given_up)

    async def _end_chain(self, session: Session) -> None:
        """Write the last link of the chain, when the feeds that are still being read have answered."""
        witness = session.recorder.witness
        if witness is None:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(session.settle(), self.configuration.network.timeout)
        witness.end(self.conversations, self.journal.read_bytes() if self.journal else b"")
        session.recorder.witness = None

    @property
    def recording(self) -> Recording:
        """What was recorded so far."""
        exchanges = self._session.recorder.in_order() if self._session else []
        order = {exchange.id: index for index, exchange in enumerate(exchanges)}
        conversations = sorted(self.conversations, key=lambda c: order.get(c.exchanges[0].id if c.exchanges else "", 0))
        return Recording(self.base_uri, exchanges, tuple(conversations))


def why_stopped(reason: str | None, conversations: Iterable[Conversation]) -> str | None:
    """Return why a run was stopped, once for all the scenarios that ended early for it; None when it was not."""
    if reason is None:
        return None
    cut_off = sum(
        conversation.stop is not None and conversation.stop.message == reason for conversation in conversations
    )
    return f"{reason}; {cut_off} scenario{' was' if cut_off == 1 else 's were'} cut off"
