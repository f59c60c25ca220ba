"""A run of one target: what it is started with, and what the fleet may ask of it, wherever it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from booking_conformance.fleet.targets import FleetTarget


@dataclass(frozen=True)
class TargetRun:
    """A run that is to begin, or to go on where the last one was cut off.

    ``report`` is the folder of its report, ``log`` the file for what it prints, ``flags`` those of ``run``.
    """

    target: FleetTarget
    report: Path
    log: Path
    flags: tuple[str, ...] = ()
    resumed: bool = False

    def arguments(self, config: Path, report: Path) -> list[str]:
        """Return the arguments of the command, for files that may have other places on another machine."""
        place = ["--resume" if self.resumed else "--report", str(report)]
        return ["run", "--config", str(config), *place, *self.flags]


class UnderWay(Protocol):
    """A run under way."""

    def code(self) -> int | None:
        """Return its exit code, None while it goes on. Then its report and its log are in their places."""

    def interrupt(self) -> None:
        """Have it end soon, after it has deleted what it booked."""

    def kill(self) -> None:
        """Let go of it, whatever becomes of it."""
