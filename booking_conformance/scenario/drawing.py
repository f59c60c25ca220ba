"""Generated messages are drawn beside the loop: in a process of their own where there can be one, else in a thread.

Hypothesis takes a tenth of the time and of the memory of a run. In its own process it has both for a moment only.
"""

from __future__ import annotations

import asyncio
import importlib
import multiprocessing
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from booking_conformance.forking import can_be_forked, leave_interrupts_to_parent
from booking_conformance.gc_tuning import freeze_before_forking

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

T = TypeVar("T")
Arguments = ParamSpec("Arguments")
# Those who draw do so one after the other; when nobody has for so long, hardly anybody will.
_IDLE_SECONDS = 3.0
# To draw takes a second where the machine has much else to do.
_PATIENCE_SECONDS = 30.0


class Drawing:
    """Draws, one at a time; ``process`` may have ended; ``close`` ends it.

    Several threads draw no sooner, Hypothesis searches all of memory for each, and the loop would wait for each in
    turn.
    """

    def __init__(self, process: DrawingProcess | None = None) -> None:
        self._process = process
        self._one = asyncio.Lock()

    @classmethod
    def beside(cls) -> Self:
        """Return one with a process of its own, where there can be one."""
        try:
            return cls(DrawingProcess() if can_be_forked() else None)
        except OSError:  # this machine grants no further process
            return cls()

    async def drawn(self, draw: Callable[Arguments, T], *arguments: Arguments.args, **named: Arguments.kwargs) -> T:
        """Return what ``draw``, a function of a module, makes of what can be sent to another process."""
        async with self._one:
            return await asyncio.to_thread(self._drawn, draw, arguments, named)

    def _drawn(self, draw: Callable[..., T], arguments: tuple[Any, ...], named: dict[str, Any]) -> T:
        found = self._process.drawn(draw, arguments, named) if self._process else []
        return found[0] if found else draw(*arguments, **named)

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.close()


class DrawingProcess:
    """The process. It ends by itself when nobody has asked for a while."""

    def __init__(self) -> None:
        fork = multiprocessing.get_context("fork")
        self._asking, answering = fork.Pipe()
        self._process = fork.Process(target=_draw, args=(answering, self._asking), daemon=True)
        freeze_before_forking()
        self._process.start()
        answering.close()

    def drawn(self, draw: Callable[..., T], arguments: tuple[Any, ...], named: dict[str, Any]) -> list[T]:
        """Return what was drawn, alone in a list; an empty one where the process has ended, failed or stands still."""
        found: list[T] = []
        with suppress(EOFError, OSError):
            self._asking.send((draw, arguments, named))
            if self._asking.poll(_PATIENCE_SECONDS):
                found.append(self._asking.recv())
            else:
                self._process.kill()
        return found

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self._asking.close()
        self._process.close()


def _draw(answering: Connection, of_parent: Connection) -> None:
    """Draw what is asked for, until nobody asks any more."""
    leave_interrupts_to_parent()
    of_parent.close()
    # Whatever goes wrong here goes wrong again where it is reported.
    with suppress(Exception):
        importlib.import_module("hypothesis")  # before the first asks: it takes longer than to draw
        while True:
            draw, arguments, named = answering.recv()
            answering.send(draw(*arguments, **named))
            if not answering.poll(_IDLE_SECONDS):
                return
