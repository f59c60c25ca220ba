"""A finished scenario: what was said, what the feeds showed, what the scenario knew. Checks read nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NoReturn

from booking_conformance.recording.document import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from booking_conformance.recording.exchange import Exchange


_FEEDS = {"orders": "Orders feed", "open": "open feed"}
_SLOW_FEED = "If the feed is slow, raise network.feed_timeout."


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

    ``seen`` tells whether it came within ``waited_s`` seconds; ``value`` is the feed item (``state``, ``id``,
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
        """The feed item as a document."""
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

    ``facts`` is JSON: it survives the way through a HAR file. ``everything`` is all that was recorded in the run, in
    the order of sending, for the rules that speak of every later answer.
    """

    id: str
    scenario: str
    values: Mapping[str, str]
    exchanges: tuple[Exchange, ...]
    observations: tuple[Observation, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    stop: Stop | None = None
    everything: Sequence[Exchange] = field(default=(), compare=False, repr=False)
    _read: list[str] = field(default_factory=list, compare=False, repr=False)

    def has(self, step: str) -> bool:
        """Tell whether a step was reached."""
        return any(exchange.step == step for exchange in self.exchanges)

    def step(self, name: str) -> Exchange:
        """Return the exchange of a step; not-testable when it was not reached."""
        found = next((exchange for exchange in self.exchanges if exchange.step == name), None)
        if found is None:
            self._unreached(f"The step {name} was not reached")
        self._read.append(found.id)
        return found

    def success(self, name: str) -> Exchange:
        """Return the exchange of a step that was answered with a 2xx; not-testable otherwise."""
        exchange = self.step(name)
        if not exchange.succeeded:
            raise NotReached(f"The step {name} did not succeed", exchange)
        return exchange

    def steps(self, prefix: str) -> list[Exchange]:
        """Return the exchanges of all steps whose name starts so, at least one; not-testable when there is none."""
        found = [exchange for exchange in self.exchanges if exchange.step.startswith(prefix)]
        if not found:
            self._unreached(f"No step {prefix}… was reached")
        self._read.extend(exchange.id for exchange in found)
        return found

    def observation(self, name: str) -> Observation:
        """Return what was observed under a name; not-testable when it was never looked for."""
        found = next((observation for observation in self.observations if observation.name == name), None)
        if found is None:
            self._unreached(f"{name} was not observed")
        if not found.exchanges:
            self._unless_unchangeable(name)
            raise NotReached(f"{name}: no page of the feed was read ({found.awaited})", internal_error=found.seen)
        self._read.extend(found.exchanges[-1:])
        return found

    def fact(self, name: str) -> Any:
        """Return something the scenario knew; not-testable when it did not get so far."""
        if name not in self.facts:
            self._unreached(f"{name} is not known")
        return self.facts[name]

    def _unless_unchangeable(self, name: str) -> None:
        """Raise NotReached when a feed was not read because nobody could make a change to be seen in it."""
        stop = self.facts.get("sentinel", {}).get("stop")
        if stop:
            raise self._not_reached(f"{name}: the feed was not read", Stop.read(stop))

    def unless_noted(self, name: str) -> None:
        """Raise NotReached when the scenario noted under a name why it went on without something."""
        if name in self.facts:
            raise self._not_reached("It was left out", Stop.read(self.facts[name]))

    def passed(self, feed: str) -> None:
        """Raise NotReached unless a later change came through a feed (``orders`` or ``open``).

        Until it has, what the feed does not show may still come.
        """
        sentinel = self.fact("sentinel")
        if sentinel[feed]:
            return
        message = f"No later change came through the {_FEEDS[feed]}"
        if sentinel.get("stop"):
            raise self._not_reached(message, Stop.read(sentinel["stop"]))
        raise NotReached(f"{message}.", remedy=_SLOW_FEED)

    def _unreached(self, message: str) -> NoReturn:
        if self.stop is None:
            raise NotReached(f"{message}.")
        raise self._not_reached(message, self.stop)

    def _not_reached(self, message: str, stop: Stop) -> NotReached:
        if stop.internal_error:
            return NotReached(stop.message, internal_error=True)
        cause = next((e for e in self.exchanges if e.id == stop.exchange), None)
        return NotReached(f"{message}: {stop.message}", cause, lack=stop.lack, remedy=stop.remedy)

    def start_reading(self) -> None:
        """Forget what was read."""
        self._read.clear()

    def read(self) -> tuple[str, ...]:
        """Return the ids of the exchanges that were read since, without repetition."""
        return tuple(dict.fromkeys(self._read))
