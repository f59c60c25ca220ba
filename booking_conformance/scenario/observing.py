"""In which feed each thing shows, and what is awaited of it there: Orders, OrderProposals, and the spaces left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.scenario.transcript import Transcript, deleted, updated

if TYPE_CHECKING:
    from collections.abc import Callable

    from booking_conformance.openactive.opportunities.opportunity import Opportunity
    from booking_conformance.recording import Observation
    from booking_conformance.scenario.order import Order
    from booking_conformance.scenario.transcript import DataTest


class Observing(Transcript):
    """A transcript that knows by which item of which feed an Order, an OrderProposal or an opportunity is observed."""

    async def observe_order(
        self, name: str, order: Order, awaited: str, test: DataTest, *, partner: str = ""
    ) -> Observation:
        """Wait until the Orders feed shows the Order with data that pass ``test``."""
        reader = self.run.orders_feed(partner or order.partner)
        return await self.observe(name, reader, f"order/{order.uuid}", awaited, updated(test))

    async def observe_order_deleted(self, name: str, order: Order) -> Observation:
        """Wait until the Orders feed shows the Order, which was there, as deleted."""
        reader = self.run.orders_feed(order.partner)
        return await self.observe(name, reader, f"order/{order.uuid}", "deleted in the Orders feed", deleted)

    async def observe_proposal(self, name: str, order: Order, awaited: str, test: DataTest) -> Observation:
        """Wait until the feed of proposals shows the OrderProposal with data that pass ``test``."""
        reader = self.run.proposals_feed(order.partner)
        return await self.observe(name, reader, f"orderproposal/{order.uuid}", awaited, updated(test))

    async def observe_proposal_deleted(self, name: str, order: Order) -> Observation:
        """Wait until the feed of proposals shows the OrderProposal, which was there, as deleted."""
        reader = self.run.proposals_feed(order.partner)
        return await self.observe(name, reader, f"orderproposal/{order.uuid}", "deleted in the feed", deleted)

    async def observe_capacity(self, name: str, opportunity: Opportunity, expected: int | None) -> Observation:
        """Wait until the open feed shows the opportunity with so many spaces left."""
        return await self._observe_left(name, opportunity, expected, lambda left: left == expected)

    async def observe_taken(self, name: str, opportunity: Opportunity, taken: int) -> Observation:
        """Wait until the open feed shows that so many spaces are taken; more, where others than this run may book."""
        if opportunity.exclusive or opportunity.capacity is None:
            left = None if opportunity.capacity is None else opportunity.capacity - taken
            return await self.observe_capacity(name, opportunity, left)
        most = opportunity.capacity - taken
        return await self._observe_left(name, opportunity, most, lambda left: left is not None and left <= most)

    async def _observe_left(
        self, name: str, opportunity: Opportunity, spaces: int | None, test: Callable[[int | None], bool]
    ) -> Observation:
        def shows(item: dict[str, Any]) -> bool:
            return test(capacity_of(opportunity.type, item.get("data")))

        reader = self.run.open_feeds[opportunity.type]
        return await self.observe(name, reader, opportunity.id, f"{spaces} spaces left", shows)

    def look_for_order(self, name: str, order: Order, partner: str = "") -> Observation:
        """Keep what the Orders feed of a partner showed of the Order."""
        return self.look(name, self.run.orders_feed(partner or order.partner), f"order/{order.uuid}")

    def look_at_capacity(self, name: str, opportunity: Opportunity) -> Observation:
        """Keep what the open feed showed of the opportunity."""
        return self.look(name, self.run.open_feeds[opportunity.type], opportunity.id)
