"""What a scenario says and sees, kept under the names of its steps: sent calls, feed observations, noted facts."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from booking_conformance.client.message import OWN, Message
from booking_conformance.recording import REFUSED_TOGETHER, Conversation, Lack, Observation, Stop
from booking_conformance.scenario import bodies
from booking_conformance.scenario.acceptance import ACCEPTING, UNACCEPTED
from booking_conformance.scenario.baskets import Parted
from booking_conformance.specification import calls

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from booking_conformance.recording import Exchange
    from booking_conformance.scenario.declaration import ScenarioInstance
    from booking_conformance.scenario.feeds.reader import FeedReader
    from booking_conformance.scenario.feeds.source import FeedSource
    from booking_conformance.scenario.run_context import RunContext

    DataTest = Callable[[dict[str, Any]], bool]

_NOBODY_ACTS = "nobody acts"


class Stopped(Exception):
    """The scenario cannot go on: an earlier step failed or a prerequisite is missing."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.message)
        self.stop = stop


class Transcript:
    """One scenario instance while it is acted out: what it sends goes through here and is kept.

    ``times`` says how many times it is being acted out, this time included; ``lessons``, how many the run had learnt
    by then of what the target takes in one Order.
    """

    def __init__(self, instance: ScenarioInstance, run: RunContext, *, times: int = 1) -> None:
        self.instance = instance
        self.run = run
        self.times = times
        self.lessons = run.baskets.lessons
        self._exchanges: list[Exchange] = []
        self._observations: list[Observation] = []
        self._facts: dict[str, Any] = {}
        self._acted = 0.0

    def note(self, name: str, value: Any) -> None:
        """Note a fact for the checks; it must be JSON."""
        self._facts[name] = value

    def order_id(self, uuid: str) -> str:
        """Return the @id of the Order with an Order UUID, as it is formed below the Base URI."""
        return f"{self.run.base_uri}/orders/{uuid}"

    def proposal_id(self, uuid: str) -> str:
        """Return the @id of the OrderProposal with an Order UUID, as it is formed below the Base URI."""
        return f"{self.run.base_uri}/order-proposals/{uuid}"

    @property
    def may_have_booked(self) -> bool:
        """Return whether B, or P for what was not withdrawn, was sent, and succeeded or was not answered."""
        withdrawn = {exchange.order_uuid for exchange in self._exchanges if _withdraws(exchange)}
        sent = (each for each in self._exchanges if each.call in {"B", "P"})
        made = (each for each in sent if each.call == "B" or each.order_uuid not in withdrawn)
        return any(exchange.succeeded or exchange.response is None for exchange in made)

    @property
    def left_booked(self) -> bool:
        """Return whether an Order may be left that B made, or a proposal that should have been refused."""
        left: set[tuple[str, str | None]] = set()
        for exchange in self._exchanges:
            one = exchange.partner, exchange.order_uuid
            if (exchange.call == "order-deletion" and exchange.succeeded) or _withdraws(exchange):
                left.discard(one)
            elif exchange.call == "B" or (exchange.call == "P" and exchange.intent == "improper"):
                left |= {one} if exchange.succeeded or exchange.response is None else set()
        return bool(left)

    @property
    def nobody_acts(self) -> bool:
        """Return whether something was left as it was because there is no Test Interface."""
        return _NOBODY_ACTS in self._facts

    def taken(self, step: str) -> Exchange | None:
        """Return the exchange of a step, or None where it was not taken."""
        return next((exchange for exchange in self._exchanges if exchange.step == step), None)

    def finish(self, stop: Stop | None) -> Conversation:
        """Return what was recorded."""
        return Conversation(
            id=self.instance.id,
            scenario=self.instance.scenario,
            values=dict(self.instance.values),
            exchanges=tuple(self._exchanges),
            observations=tuple(self._observations),
            facts=self._facts,
            stop=stop,
        )

    def stop(
        self, message: str, exchange: Exchange | None = None, *, lack: Lack = Lack.NEEDED, remedy: str = ""
    ) -> Stopped:
        """Return the exception that ends the scenario, to be raised."""
        return Stopped(Stop(message, exchange.id if exchange else None, lack=lack, remedy=remedy))

    def need(self, exchange: Exchange, message: str) -> Exchange:
        """Return the exchange when it succeeded; otherwise the scenario stops."""
        if not exchange.succeeded:
            raise self.stop(message, exchange)
        return exchange

    def require_taken(self, opportunities: Sequence[str]) -> None:
        """End the scenario where the target is known not to take these, by @id, in one Order."""
        if refused := self.run.baskets.refuses(opportunities):
            raise self._parted(refused, None)

    def learn(self, quote: Exchange, opportunities: Sequence[str]) -> None:
        """End the scenario where the answer to C1 or C2 refuses these together, so that none asks for them again."""
        if refused := self.run.baskets.learn(quote, opportunities):
            raise self._parted(refused, quote)

    def _parted(self, refused: str, quote: Exchange | None) -> Exception:
        """Return the end of a scenario: it is acted out again, or stops if it knew all that there is to be learnt."""
        if self.run.baskets.lessons > self.lessons:
            return Parted(refused)
        if quote is not None:
            self.note(REFUSED_TOGETHER, quote.id)
        return self.stop(f"this booking system {refused}", quote, lack=Lack.NONE)

    async def call(
        self,
        call: str,
        step: str,
        *,
        body: object = None,
        uuid: str | None = None,
        partner: str = "primary",
        seller: str | None = "primary",
        credentials: str = OWN,
        intent: str = "ordinary",
        path: str | None = None,
        method: str | None = None,
        base: str | None = None,
        **options: Any,
    ) -> Exchange:
        """Send a call of ``schemas/calls.yaml`` under the Base URI, or ``base``, and keep it under the step's name."""
        row = calls().get(call)
        template = path if path is not None else (row.path if row else "")
        url = (self.run.base_uri if base is None else base) + template.replace("{uuid}", uuid or "")
        exchange = await self.run.session.send(
            Message(
                call,
                method or (row.method if row else "GET"),
                url,
                body,
                partner=partner,
                seller=seller,
                credentials=credentials,
                order_uuid=uuid,
                scenario=self.instance.id,
                step=step,
                intent=intent,
                **options,
            )
        )
        self._acted = time.monotonic()
        return self._kept(exchange)

    async def page(self, source: FeedSource, url: str, step: str) -> Exchange:
        """Fetch a page of a feed and keep it under the name of the step."""
        message = replace(source.message(url), scenario=self.instance.id, step=step)
        return self._kept(await self.run.session.send(message))

    def _kept(self, exchange: Exchange) -> Exchange:
        """Keep an exchange; where it is the last one that whoever watches wants, the scenario stops."""
        self._exchanges.append(exchange)
        if self.run.watch is not None and self.run.watch(exchange):
            raise self.stop("acted again up to here", exchange)
        return exchange

    async def act(
        self,
        action: str,
        kind: str,
        identifier: str,
        step: str = "",
        seller: str = "primary",
        *,
        partner: str = "primary",
    ) -> Exchange:
        """Have the Test Interface act as the Seller; the scenario stops when it does not.

        An Order UUID, and so an @id, may be that of an Order of each ``partner``: theirs is the one that is meant.
        Where no Test Interface is declared it is tried all the same: without it nobody can act here, which is then
        noted as ``nobody acts``.
        """
        body = bodies.simulate(action, kind, identifier)
        exchange = await self.call("test-action", step or action, body=body, seller=seller, partner=partner)
        if exchange.succeeded:
            return exchange
        message = f"the Test Interface did not perform {action}"
        if action in bodies.OWN_ACTIONS:
            message = f"{message}, which is no action of the specification"
            remedy = f"To have this tested, let the Test Interface perform {body['@type']}."
            raise self.stop(message, exchange, lack=Lack.BEYOND, remedy=remedy)
        if self.run.configuration.declares("test-interface"):
            raise self.stop(message, exchange)
        remedy = UNACCEPTED if action == ACCEPTING else f"{action} needs a Test Interface: declare one."
        stopped = self.stop(message, exchange, lack=Lack.BEYOND, remedy=remedy)
        self.note(_NOBODY_ACTS, vars(stopped.stop))
        raise stopped

    def disbelieve_feeds(self) -> None:
        """Observe only what is shown from now on: something has happened that was no call, as the end of a lease."""
        self._acted = time.monotonic()

    def keep(self, observation: Observation) -> Observation:
        """Add an observation to the conversation, and return it."""
        self._observations.append(observation)
        return observation

    async def observe(
        self,
        name: str,
        reader: FeedReader,
        item: str,
        awaited: str,
        test: Callable[[dict[str, Any]], bool],
        within: float | None = None,
    ) -> Observation:
        """Wait for a feed item in a state, ``within`` seconds or ``feed_timeout``; keep what was seen under ``name``.

        Only what a page shows that was requested after this scenario's last call (or ``disbelieve_feeds``) counts: an
        older state may be that of before the act.
        """
        seconds = self.run.configuration.network.feed_timeout if within is None else within
        due = within is None
        seen = await reader.wait(name, item, test, awaited=awaited, within=seconds, since=self._acted, due=due)
        return self.keep(seen)

    def look(self, name: str, reader: FeedReader, item: str) -> Observation:
        """Keep what a feed showed of an item when it was last read, without waiting."""
        return self.keep(reader.look(name, item))


def _withdraws(exchange: Exchange) -> bool:
    status = exchange.sent["orderProposalStatus"].text or "" if exchange.call == "proposal-update" else ""
    return status.endswith("CustomerRejected") and exchange.succeeded


def updated(test: DataTest) -> Callable[[dict[str, Any]], bool]:
    """Return a test of a feed item: it is not deleted, and its data pass ``test``."""

    def holds(item: dict[str, Any]) -> bool:
        data = item.get("data")
        return item.get("state") == "updated" and isinstance(data, dict) and test(data)

    return holds


def deleted(item: dict[str, Any]) -> bool:
    """Return whether a feed item is marked as deleted."""
    return item.get("state") == "deleted"
