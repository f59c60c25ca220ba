"""A finished scenario: what was said, what the feeds showed, what the scenario knew. Checks read nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from booking_conformance.recording.document import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.recording.exchange import Exchange

# The fact that names the exchange in which the target refused items for those beside them, and the scenario stopped.
REFUSED_TOGETHER = "refused together"


class Lack(StrEnum):
    """What it means that a scenario did not get something.

    ``needed``: the run needed it, and it was to be had. ``none``: a booking system need not have it, and this one has
    none. ``beyond``: nothing in this configuration can bring it about.
    """

    NEEDED = "needed"
    NONE = "none"
    BEYOND = "beyond"


class NotReached(Exception):
    """What was asked for was never recorded: because of ``exchange``, or of an internal error in the suite.

    ``remedy`` says how the next run can get it.
    """

    def __init__(
        self,
        message: str,
        exchange: Exchange | None = None,
        *,
        internal_error: bool = False,
        lack: Lack = Lack.NEEDED,
        remedy: str = "",
    ) -> None:
        super().__init__(message)
        self.exchange = exchange
        self.internal_error = internal_error
        self.lack = lack
        self.remedy = remedy


@dataclass(frozen=True)
class Observation:
    """What was awaited in a feed and what came.

    ``seen`` says whether it came within ``waited_s`` seconds; ``value`` is the feed item (``state``, ``id``,
    ``data``) that showed it, else the last state of the item, else None; ``exchanges`` are the pages that were read.
    """

    name: str
    feed: str
    awaited: str
    seen: bool
    value: Any = None
    waited_s: float = 0.0
    exchanges: tuple[str, ...] = ()

    @property
    def item(self) -> Document:
        """The observed value as a Document that points into the last page that showed it."""
        return Document(self.value, "", self.exchanges[-1] if self.exchanges else None)


@dataclass(frozen=True)
class Stop:
    """Why a scenario ended early: the message, the exchange that caused it, and whether the suite is to blame.

    ``lack`` says what that means for what it did not reach, ``remedy`` how the next run can reach it.
    """

    message: str
    exchange: str | None = None
    internal_error: bool = False
    lack: Lack = Lack.NEEDED
    remedy: str = ""

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Stop:
        """Return a stop that was kept as JSON."""
        return cls(**{**row, "lack": Lack(row.get("lack", Lack.NEEDED))})


@dataclass(frozen=True)
class Conversation:
    """What one scenario instance recorded.

    ``facts`` is JSON: it survives the way through a HAR file.
    """

    id: str
    scenario: str
    values: Mapping[str, str]
    exchanges: tuple[Exchange, ...]
    observations: tuple[Observation, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    stop: Stop | None = None
