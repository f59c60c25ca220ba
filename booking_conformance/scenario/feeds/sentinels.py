"""Changes made to be seen: when one has come through a feed, what the feed does not show did not happen before it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.scenario.baskets import Parted
from booking_conformance.scenario.context import ScenarioContext
from booking_conformance.scenario.declaration import ScenarioInstance
from booking_conformance.scenario.transcript import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from booking_conformance.openactive.opportunities.opportunity import Opportunity
    from booking_conformance.scenario.feeds.askers import Askers
    from booking_conformance.scenario.order import Order
    from booking_conformance.scenario.run_context import RunContext

# How long those gather who ask for one: elsewhere than on this machine a booking is worth more than a moment.
_GATHER_SECONDS, _FAR_GATHER_SECONDS = 0.2, 5.0
# So much longer they gather while there are more requests to send than may be under way: nobody waits for them then.
_BUSY_SECONDS = 10.0
# So much longer they gather while the one before is on its way: it may end, and the feeds are read for one at a time.
_MORE_SECONDS = 0.8
# A feed that takes so long is slow: then the two changes of a sentinel are made at once, of one space of two. Only the
# customer can give back one of them: a Seller cancels the whole Order, and the feed may never show a space as taken.
_SLOW_SECONDS = 1.0
Seen = dict[str, Any]


class Sentinels:
    """Makes one sentinel for all ``askers`` who ask at about the same time: a booking, and a cancellation of it."""

    def __init__(self, run_context: RunContext, askers: Askers) -> None:
        self._run = run_context
        self._askers = askers
        self._gathering: dict[tuple[str, str, str], asyncio.Task[Seen]] = {}
        self._underway: dict[tuple[str, str, str], asyncio.Task[Seen]] = {}
        self._making: set[asyncio.Task[Seen]] = set()
        self._slow: set[str] = set()

    async def pass_through(self, kinds: Collection[str], partner: str, seller: str) -> Seen:
        """Return, for the ``orders`` feed of a partner and the ``open`` feeds of types, whether the change came.

        ``stop`` says why the change could not be made, where it could not.
        """
        seen = await asyncio.gather(*(self._of_type(kind, partner, seller) for kind in kinds))
        return next((each for each in seen if not (each["orders"] and each["open"])), seen[0])

    async def _of_type(self, kind: str, partner: str, seller: str) -> Seen:
        key = (kind, partner, seller)
        if key not in self._gathering:
            self._gathering[key] = made = asyncio.create_task(self._make(key))
            self._making.add(made)
            made.add_done_callback(self._making.discard)
        return await asyncio.shield(self._gathering[key])

    async def give_up(self) -> None:
        """Make no sentinel that nobody awaits any more."""
        ending = list(self._making)
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    async def _make(self, key: tuple[str, str, str]) -> Seen:
        await self._gather()
        if before := self._underway.get(key):
            await asyncio.wait([before], timeout=_MORE_SECONDS)
        # Whoever asks from here on may have acted after the sentinel: it gets the next one.
        self._underway[key] = self._gathering.pop(key)
        return await self._made_of_what_goes_together(key)

    async def _gather(self) -> None:
        """Wait for others to ask, too, while there are any."""
        await self._askers.nobody_left(_GATHER_SECONDS if self._run.configuration.near else _FAR_GATHER_SECONDS)
        await self._run.session.limiter.room(_BUSY_SECONDS)

    async def _made_of_what_goes_together(self, key: tuple[str, str, str]) -> Seen:
        try:
            return await self._made(*key)
        except Parted:
            return await self._made_of_what_goes_together(key)

    async def _made(self, kind: str, partner: str, seller: str) -> Seen:
        flow = self._run.configuration.flow_names[0]
        context = ScenarioContext(ScenarioInstance("sentinel", {"type": kind, "flow": flow}), self._run)
        acted = False
        try:
            seen = await self._act(context, partner, seller)
            acted = True
        except Stopped as stopped:
            self._run.progress(f"no sentinel for {kind} and {partner}: {stopped.stop.message}")
            return {"orders": False, "open": False, "stop": vars(stopped.stop)}
        finally:
            self._run.supply.take_back(context, booked=not acted and context.may_have_booked)
        return seen

    async def _act(self, context: ScenarioContext, partner: str, seller: str) -> Seen:
        opportunity = await context.cancellable(seller=seller, alone=True, sentinel=True)
        two = self._may_be_at_once(opportunity)
        order = context.order([opportunity] * (2 if two else 1), partner=partner, seller=seller)
        made = time.monotonic()
        await order.booked()
        if two and (await order.cancel([0], step="cancel")).succeeded:
            listed, taken = await asyncio.gather(self._listed(context, order), self._taken(context, opportunity, made))
        else:
            # One after the other: a place taken and given back at once may never be seen in the feed as taken.
            taken = await self._taken(context, opportunity, made)
            listed = await self._changed_and_listed(context, order)
        await order.delete(clean_up=True)
        return {**listed, "open": taken}

    def _may_be_at_once(self, opportunity: Opportunity) -> bool:
        spaces = opportunity.spaces or opportunity.capacity or 1
        slow = opportunity.type in self._slow
        two = spaces > 1 and self._run.baskets.takes_pairs
        return slow and two and self._run.configuration.declares("customer-requested-cancellation")

    async def _taken(self, context: ScenarioContext, opportunity: Opportunity, made: float) -> bool:
        """Return whether the open feed shows that a space was taken at ``made``."""
        kind = opportunity.type
        seen = await context.observe(
            "sentinel taken",
            context.run.open_feeds[kind],
            opportunity.id,
            "fewer spaces left",
            _fewer_places(opportunity),
        )
        if seen.seen:
            self._run.supply.confirm(kind, made)
        if time.monotonic() - made > _SLOW_SECONDS:
            self._slow.add(kind)
        return seen.seen

    async def _changed_and_listed(self, context: ScenarioContext, order: Order) -> Seen:
        """Bring the Order into the Orders feed, if anybody can."""
        try:
            await context.changed(order)
        except Stopped as stopped:
            self._run.progress(f"no sentinel in the Orders feed: {stopped.stop.message}")
            return {"orders": False, "stop": vars(stopped.stop)}
        return await self._listed(context, order)

    async def _listed(self, context: ScenarioContext, order: Order) -> Seen:
        listed = await context.observe_order("sentinel", order, "the sentinel in the Orders feed", lambda _: True)
        return {"orders": listed.seen}


def _fewer_places(opportunity: Opportunity) -> Callable[[dict[str, Any]], bool]:
    """Return a test of a feed item: fewer spaces left than there were. By how many is for others to judge."""

    def fewer(item: dict[str, Any]) -> bool:
        now = capacity_of(opportunity.type, item.get("data"))
        return opportunity.capacity is None or (now is not None and now < opportunity.capacity)

    return fewer
