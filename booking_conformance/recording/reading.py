"""One check reading one conversation: what it asks for is noted, since a pass has to rest on something read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from booking_conformance.recording.conversation import REFUSED_TOGETHER, Lack, NotReached, Stop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from booking_conformance.recording.conversation import Conversation, Observation
    from booking_conformance.recording.exchange import Exchange

_FEEDS = {"orders": "Orders feed", "open": "open feed"}
LATE_FEED = "Find out why the feed does not show it; if it is slow, raise network.feed_timeout."


class StillGrowing(Exception):
    """All of a recording was asked for, and it is not finished."""


class Reading:
    """A conversation as a check reads it.

    What was not recorded raises NotReached. ``everything`` is all that was recorded in the run, None while that grows.
    """

    def __init__(self, conversation: Conversation, everything: Sequence[Exchange] | None = ()) -> None:
        self._conversation = conversation
        self._read: list[str] = []
        self._everything = everything

    @property
    def everything(self) -> Sequence[Exchange]:
        """All that was recorded in the run, in the order of sending: some rules speak of every later answer.

        Raises StillGrowing while the run goes on.
        """
        if self._everything is None:
            raise StillGrowing
        return self._everything

    @property
    def id(self) -> str:
        """The scenario instance, such as ``booking[Slot,approval]``."""
        return self._conversation.id

    @property
    def scenario(self) -> str:
        """The id of the scenario that was acted out."""
        return self._conversation.scenario

    @property
    def values(self) -> Mapping[str, str]:
        """The value of each axis of the scenario instance."""
        return self._conversation.values

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """What was said, in the order of sending."""
        return self._conversation.exchanges

    @property
    def profile(self) -> str:
        """The profile that it was acted out under, "" where nothing was sent."""
        return next((exchange.profile for exchange in self.exchanges), "")

    @property
    def observations(self) -> tuple[Observation, ...]:
        """What was seen in feeds."""
        return self._conversation.observations

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the scenario knew."""
        return self._conversation.facts

    @property
    def stop(self) -> Stop | None:
        """Why the scenario ended early, if it did."""
        return self._conversation.stop

    @property
    def read(self) -> tuple[str, ...]:
        """The ids of the exchanges that were read, without repetition."""
        return tuple(dict.fromkeys(self._read))

    def has(self, step: str) -> bool:
        """Return whether the conversation took a step of this name."""
        return any(exchange.step == step for exchange in self._conversation.exchanges)

    def step(self, name: str) -> Exchange:
        """Return the exchange of a step; not-testable when it was not reached.

        One that refused items for those beside them, as a booking system may, shows nothing either.
        """
        found = next((exchange for exchange in self._conversation.exchanges if exchange.step == name), None)
        if found is None:
            self._unreached(f"The step {name} was not reached")
        if found.id == self._conversation.facts.get(REFUSED_TOGETHER):
            self._unreached(f"The step {name} shows nothing")
        self._read.append(found.id)
        return found

    def success(self, name: str) -> Exchange:
        """Return the exchange of a step that was answered with a 2xx; not-testable otherwise.

        Where the scenario stopped for that because it is beyond the configuration, so is the check.
        """
        exchange, message = self.step(name), f"The step {name} did not succeed"
        if exchange.succeeded:
            return exchange
        stop = self._conversation.stop
        if stop and stop.exchange == exchange.id and stop.lack is Lack.BEYOND:
            raise self._not_reached(message, stop)
        raise NotReached(message, exchange)

    def steps(self, prefix: str) -> list[Exchange]:
        """Return the exchanges of all steps whose name starts so, at least one; not-testable when there is none."""
        found = [exchange for exchange in self._conversation.exchanges if exchange.step.startswith(prefix)]
        if not found:
            self._unreached(f"No step {prefix}… was reached")
        self._read.extend(exchange.id for exchange in found)
        return found

    def observation(self, name: str) -> Observation:
        """Return what was observed under a name; not-testable when it was never looked for."""
        found = next((observation for observation in self._conversation.observations if observation.name == name), None)
        if found is None:
            self._unreached(f"Nothing was awaited in a feed as {name!r}")
        if not found.exchanges:
            self._unless_unchangeable(name)
            raise NotReached(f"{name}: no page of the feed was read ({found.awaited})", internal_error=found.seen)
        self._read.extend(found.exchanges[-1:])
        return found

    def fact(self, name: str) -> Any:
        """Return something the scenario knew; not-testable when it did not get so far."""
        if name not in self._conversation.facts:
            self._unreached(f"{name} is not known")
        return self._conversation.facts[name]

    def _unless_unchangeable(self, name: str) -> None:
        """Raise NotReached when a feed was not read because nobody could make a change to be seen in it."""
        stop = self._conversation.facts.get("sentinel", {}).get("stop")
        if stop:
            raise self._not_reached(f"{name}: the feed was not read", Stop.read(stop))

    def unless_noted(self, name: str) -> None:
        """Raise NotReached when the scenario noted under a name why it went on without something."""
        if name in self._conversation.facts:
            raise self._not_reached("It was left out", Stop.read(self._conversation.facts[name]))

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
        raise NotReached(f"{message}.", remedy=LATE_FEED)

    def _unreached(self, message: str) -> NoReturn:
        if self._conversation.stop is None:
            raise NotReached(f"{message}.")
        raise self._not_reached(message, self._conversation.stop)

    def _not_reached(self, message: str, stop: Stop) -> NotReached:
        if stop.internal_error:
            return NotReached(stop.message, internal_error=True)
        cause = next((e for e in self._conversation.exchanges if e.id == stop.exchange), None)
        return NotReached(f"{message}: {stop.message}", cause, lack=stop.lack, remedy=stop.remedy)
