"""What a scenario acts on: it hands out opportunities and Orders, sends, waits for feeds, and notes what it knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from booking_conformance.client.credentials import OWN
from booking_conformance.client.session import Message
from booking_conformance.openactive.opportunity import capacity_of
from booking_conformance.recording import Conversation, Observation, Stop
from booking_conformance.scenario import bodies
from booking_conformance.scenario.order import Order, Stopped
from booking_conformance.scenario.supply import Shortage
from booking_conformance.specification import calls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from booking_conformance.config import Configuration
    from booking_conformance.openactive.opportunity import Opportunity
    from booking_conformance.recording import Exchange
    from booking_conformance.scenario.declaration import ScenarioInstance
    from booking_conformance.scenario.feed_reader import FeedReader, FeedSource
    from booking_conformance.scenario.run_context import RunContext

    DataTest = Callable[[dict[str, Any]], bool]


class ScenarioContext:
    """One scenario instance while it is acted out."""

    def __init__(self, instance: ScenarioInstance, run_context: RunContext) -> None:
        self.instance = instance
        self.run = run_context
        self.configuration: Configuration = run_context.configuration
        self._exchanges: list[Exchange] = []
        self._observations: list[Observation] = []
        self._facts: dict[str, Any] = {}

    # --- what the instance is about ---

    @property
    def type(self) -> str:
        """The opportunity type of this instance."""
        return self.instance.values.get("type", self.configuration.opportunities.types[0])

    @property
    def flow(self) -> str:
        """The booking flow of this instance."""
        return self.instance.values.get("flow", self.configuration.flow_names[0])

    def value(self, axis: str) -> str:
        """Return the value of an axis of this instance."""
        return self.instance.values[axis]

    def declares(self, feature: str) -> bool:
        """Tell whether the target declares a feature."""
        return self.configuration.declares(feature)

    # --- what is known ---

    def note(self, name: str, value: Any) -> None:
        """Note a fact for the checks; it must be JSON."""
        self._facts[name] = value

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

    def stop(self, message: str, exchange: Exchange | None = None) -> Stopped:
        """Return the exception that ends the scenario, to be raised."""
        return Stopped(Stop(message, exchange.id if exchange else None))

    def need(self, exchange: Exchange, message: str) -> Exchange:
        """Return the exchange when it succeeded; otherwise the scenario stops."""
        if not exchange.succeeded:
            raise self.stop(message, exchange)
        return exchange

    # --- opportunities and Orders ---

    async def opportunity(
        self, criterion: str = "Bookable", *, kind: str = "", flow: str = "", seller: str = "primary"
    ) -> Opportunity:
        """Return a fresh opportunity; the scenario stops when there is none."""
        try:
            found = await self.run.supply.take(
                criterion, kind=kind or self.type, flow=flow or self.flow, seller=seller, scenario=self.instance.id
            )
        except Shortage as shortage:
            raise Stopped(Stop(str(shortage), shortage.exchange)) from shortage
        self._facts.setdefault("opportunities", {})[found.id] = found.as_fact()
        return found

    def order(
        self,
        opportunities: Sequence[Opportunity],
        *,
        partner: str = "primary",
        seller: str = "primary",
        uuid: str = "",
        prefix: str = "",
        **settings: Any,
    ) -> Order:
        """Return an Order to be quoted and booked, for one place of each opportunity named (repeats are places)."""
        return Order(
            context=self,
            uuid=uuid or bodies.new_order_uuid(),
            items=bodies.order_items(opportunities),
            customer=settings.pop("customer", None) or self.run.marks.person(),
            seller=seller,
            partner=partner,
            flow=settings.pop("flow", self.flow),
            prefix=prefix,
            payment=self.run.marks.payment(),
            **settings,
        )

    # --- sending ---

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
        self._exchanges.append(exchange)
        return exchange

    async def page(self, source: FeedSource, url: str, step: str) -> Exchange:
        """Fetch a page of a feed and keep it under the name of the step."""
        message = replace(source.message(url), scenario=self.instance.id, step=step)
        exchange = await self.run.session.send(message)
        self._exchanges.append(exchange)
        return exchange

    async def act(self, action: str, kind: str, identifier: str, step: str = "", seller: str = "primary") -> Exchange:
        """Have the Test Interface act as the Seller; the scenario stops when it does not."""
        exchange = await self.call(
            "test-action", step or action, body=bodies.simulate(action, kind, identifier), seller=seller
        )
        return self.need(exchange, f"the Test Interface did not carry out {action}")

    async def act_on_order(self, action: str, order: Order, step: str = "") -> Exchange:
        """Have the Seller do something with a booked Order."""
        identifier = f"{self.run.base_uri}/orders/{order.uuid}"
        return await self.act(action, "Order", identifier, order.prefix + (step or action), order.seller)

    async def act_on_proposal(self, action: str, order: Order, step: str = "") -> Exchange:
        """Have the Seller do something with an OrderProposal."""
        identifier = f"{self.run.base_uri}/order-proposals/{order.uuid}"
        return await self.act(action, "OrderProposal", identifier, order.prefix + (step or action), order.seller)

    # --- watching feeds ---

    def keep(self, observation: Observation) -> Observation:
        """Keep an observation for the checks."""
        self._observations.append(observation)
        return observation

    async def observe(
        self, name: str, reader: FeedReader, item: str, awaited: str, test: Callable[[dict[str, Any]], bool]
    ) -> Observation:
        """Wait for a feed item in a state and keep what was seen under ``name``."""
        within = self.configuration.network.feed_timeout
        return self.keep(await reader.wait(name, item, test, awaited=awaited, within=within))

    async def observe_order(
        self, name: str, order: Order, awaited: str, test: DataTest, *, partner: str = ""
    ) -> Observation:
        """Wait until the Orders feed shows the Order with data that pass ``test``."""
        reader = self.run.orders_feed(partner or order.partner)
        return await self.observe(name, reader, f"order/{order.uuid}", awaited, _updated(test))

    async def observe_order_deleted(self, name: str, order: Order) -> Observation:
        """Wait until the Orders feed shows the Order, which was there, as deleted."""
        reader = self.run.orders_feed(order.partner)
        return await self.observe(name, reader, f"order/{order.uuid}", "deleted in the Orders feed", _deleted)

    async def observe_proposal(self, name: str, order: Order, awaited: str, test: DataTest) -> Observation:
        """Wait until the feed of proposals shows the OrderProposal with data that pass ``test``."""
        reader = self.run.proposals_feed(order.partner)
        return await self.observe(name, reader, f"orderproposal/{order.uuid}", awaited, _updated(test))

    async def observe_proposal_deleted(self, name: str, order: Order) -> Observation:
        """Wait until the feed of proposals shows the OrderProposal, which was there, as deleted."""
        reader = self.run.proposals_feed(order.partner)
        return await self.observe(name, reader, f"orderproposal/{order.uuid}", "deleted in the feed", _deleted)

    async def observe_capacity(self, name: str, opportunity: Opportunity, expected: int | None) -> Observation:
        """Wait until the open feed shows the opportunity with so many places left."""
        reader = self.run.open_feeds[opportunity.type]

        def shows(item: dict[str, Any]) -> bool:
            return capacity_of(opportunity.type, item.get("data")) == expected

        return await self.observe(name, reader, opportunity.id, f"{expected} places left", shows)

    def look(self, name: str, reader: FeedReader, item: str) -> Observation:
        """Keep what a feed showed of an item when it was last read, without waiting."""
        value = reader.item(item)
        return self.keep(Observation(name, reader.source.name, "any state", value is not None, value))

    def look_for_order(self, name: str, order: Order, partner: str = "") -> Observation:
        """Keep what the Orders feed of a partner showed of the Order."""
        return self.look(name, self.run.orders_feed(partner or order.partner), f"order/{order.uuid}")

    def look_at_capacity(self, name: str, opportunity: Opportunity) -> Observation:
        """Keep what the open feed showed of the opportunity."""
        return self.look(name, self.run.open_feeds[opportunity.type], opportunity.id)

    async def after_sentinel(self, *, partner: str = "primary", seller: str = "primary") -> Mapping[str, bool]:
        """Return when changes made after now have come through the partner's Orders feed and the open feed.

        What a feed does not show by then did not happen: only after this is an absence believed. The fact ``sentinel``
        tells of each feed ("orders", "open") whether its change came; so does what is returned.
        """
        seen = await self.run.sentinels.pass_through(self.type, partner, seller)
        self.note("sentinel", seen)
        return seen


def _updated(test: DataTest) -> Callable[[dict[str, Any]], bool]:
    def holds(item: dict[str, Any]) -> bool:
        data = item.get("data")
        return item.get("state") == "updated" and isinstance(data, dict) and test(data)

    return holds


def _deleted(item: dict[str, Any]) -> bool:
    return item.get("state") == "deleted"
