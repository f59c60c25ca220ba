"""Checks that are judged while the run acts, in a process of its own that is fed from the recording.

It is a help, never a need: what it comes to counts only where it judged exactly the finished recording. In any other
case, such as when the process died, everything is judged afterwards.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import threading
from contextlib import suppress
from dataclasses import replace
from queue import SimpleQueue
from typing import TYPE_CHECKING

from booking_conformance.check.judging.growing import Growth, judge_growing
from booking_conformance.forking import can_be_forked, leave_interrupts_to_parent
from booking_conformance.gc_tuning import collect_rarely_when_forked, freeze_before_forking
from booking_conformance.recording.shared_bodies import SharedBodies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection

    from booking_conformance.check.judging.growing import JudgedBefore
    from booking_conformance.check.planning.plan import Planned
    from booking_conformance.client.recorder import Recorder
    from booking_conformance.recording import Conversation, Exchange, Recording

_FED_EVERY_S = 0.2
# Where there is too little processor time for both, acting must not wait for judging: it has limits of time.
_NICE = 5


def judge_beside(planned: Planned) -> JudgeProcess | None:
    """Start the process for ``planned``.

    None where that is not possible, or brings nothing: any other way than to fork would take as long as judging, to
    import what it needs.
    """
    if not any(instance.call for _, instance in planned) or not can_be_forked():
        return None
    try:
        return JudgeProcess(planned)
    except OSError:  # this machine grants no further process
        return None


class JudgeProcess:
    """The process, and what was handed over to it."""

    def __init__(self, planned: Planned) -> None:
        self._planned = planned
        self._sent: dict[str, Exchange] = {}
        self._ended: dict[str, Conversation] = {}
        self._intake = Intake()
        self._has_all = False
        self._growth: SimpleQueue[Growth | None] = SimpleQueue()
        fork = multiprocessing.get_context("fork")
        receiver, self._feed = fork.Pipe(duplex=False)
        self._answers, sender = fork.Pipe(duplex=False)
        ours = (self._feed, self._answers)
        self._process = fork.Process(target=_judge, args=(planned, receiver, sender, ours), daemon=True)
        freeze_before_forking()
        self._process.start()
        receiver.close()
        sender.close()
        # A pipe takes no more than is read, and acting must not wait for that.
        self._feeder = threading.Thread(target=_feed, args=(self._growth, self._feed), daemon=True)
        self._feeder.start()

    @property
    def pid(self) -> int | None:
        """The id of the process."""
        return self._process.pid

    async def follow(self, recorder: Recorder, conversations: Sequence[Conversation], base_uri: str) -> None:
        """Hand over what is recorded, and which conversations have ended, as it comes, until cancelled."""
        while True:
            settled = self._intake.settled(recorder.exchanges)
            self._hand_over(base_uri, [recorder.exchanges[place] for place in settled], conversations)
            await asyncio.sleep(_FED_EVERY_S)

    def _hand_over(self, base_uri: str, exchanges: Sequence[Exchange], conversations: Sequence[Conversation]) -> None:
        self._sent |= {exchange.id: exchange for exchange in exchanges}
        ended = [each for each in conversations if each.id not in self._ended and self._has(each)]
        self._ended |= {conversation.id: conversation for conversation in ended}
        self._growth.put(Growth.of(base_uri, exchanges, ended))

    def _has(self, conversation: Conversation) -> bool:
        """Return whether all of a conversation was handed over, as it is."""
        said = conversation.exchanges
        return all(each.scenario == conversation.id and self._sent.get(each.id) is each for each in said)

    def end(self, recording: Recording) -> None:
        """Hand over what is missing of the finished recording; where it is another by now, end without a result."""
        before, finished = list(self._sent.values()), recording.exchanges
        held = {conversation.id: conversation for conversation in recording.conversations}
        same = len(before) <= len(finished) and all(map(_is, before, finished))
        if same and all(held.get(name) is conversation for name, conversation in self._ended.items()):
            self._hand_over(recording.base_uri, finished[len(before) :], recording.conversations)
            self._growth.put(None)
            self._has_all = True
        else:
            self._process.kill()

    def judged(self) -> JudgedBefore | None:
        """Return what was judged, when all is; None when the process ended without, or was never given all."""
        if not self._has_all:
            return None
        try:
            found: JudgedBefore = self._answers.recv()
        except (EOFError, OSError):
            return None
        for check, instance in self._planned:
            if instance.call is not None:
                found.tallies[instance.instance_id].check = check
        return found

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self._growth.put(None)
        self._feeder.join()
        self._answers.close()
        self._process.close()


class Intake:
    """Finds out which exchanges stand: those before them have ended, and none was sent again a moment later."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._seen = 0
        self._next = 1
        self._ready: list[int] = []

    def settled(self, exchanges: Sequence[Exchange]) -> list[int]:
        """Return the places of further exchanges, in the order of sending, that stood already when last asked."""
        for place in range(self._seen, len(exchanges)):
            self._places[int(exchanges[place].id.removeprefix("x"))] = place
        self._seen = len(exchanges)
        due, self._ready = self._ready, []
        while self._next in self._places:
            self._ready.append(self._places.pop(self._next))
            self._next += 1
        return due


def _is(one: object, other: object) -> bool:
    return one is other


def _feed(growing: SimpleQueue[Growth | None], feed: Connection) -> None:
    """Send what comes until None comes; where nobody receives them any more, drop them."""
    with suppress(OSError), feed:
        while (growth := growing.get()) is not None:
            feed.send(growth)
        feed.send(None)


def _judge(planned: Planned, receiver: Connection, sender: Connection, of_parent: Sequence[Connection]) -> None:
    """Judge what is received, and send what came of it."""
    leave_interrupts_to_parent()
    for connection in of_parent:
        connection.close()
    os.nice(_NICE)
    collect_rarely_when_forked()
    # Whatever goes wrong here goes wrong again where it is reported.
    with suppress(Exception):
        sender.send(judge_growing(planned, _received(receiver)))


def _received(receiver: Connection) -> Iterator[Growth]:
    bodies = SharedBodies()  # what is equal in the recording comes as often as it is sent
    while (growth := receiver.recv()) is not None:
        yield replace(growth, exchanges=[bodies.shared(exchange) for exchange in growth.exchanges])
