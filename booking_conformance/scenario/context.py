"""What a scenario acts on: it hands out opportunities and Orders, and has the Seller act on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.errors import InternalError
from booking_conformance.openactive.opportunities.criteria import may_be
from booking_conformance.recording import Lack, Stop
from booking_conformance.scenario import bodies
from booking_conformance.scenario.observing import Observing
from booking_conformance.scenario.order import Order
from booking_conformance.scenario.supply.wanted import Shortage, Wanted
from booking_conformance.scenario.transcript import Stopped

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

    from booking_conformance.config import Configuration
    from booking_conformance.openactive.opportunities.opportunity import Opportunity
    from booking_conformance.recording import Exchange
    from booking_conformance.scenario.declaration import ScenarioInstance
    from booking_conformance.scenario.run_context import RunContext

    PassThrough = Callable[[Collection[str], str, str], Awaitable[Mapping[str, bool]]]

_NOT_PERMITTED = "CancellationNotPermittedError"
_TO_CHANGE = "Publish something customers can cancel, or declare seller-requested-cancellation and a Test Interface."


class ScenarioContext(Observing):
    """One scenario instance while it is acted out, in the words that scenarios are written in.

    ``sentinel`` sends a change through the feeds of a type, a partner and a Seller; a sentinel itself has none.
    """

    def __init__(
        self, instance: ScenarioInstance, run: RunContext, sentinel: PassThrough | None = None, *, times: int = 1
    ) -> None:
        super().__init__(instance, run, times=times)
        self.configuration: Configuration = run.configuration
        self._sentinel = sentinel

    @property
    def type(self) -> str:
        """The opportunity type to act out; the first one configured when the scenario does not vary it."""
        return self.instance.values.get("type", self.configuration.opportunities.types[0])

    @property
    def flow(self) -> str:
        """The booking flow to act out; the first one declared when the scenario does not vary it."""
        return self.instance.values.get("flow", self.configuration.flow_names[0])

    def value(self, axis: str) -> str:
        """Return the value of an axis that the scenario declares; KeyError for any other."""
        return self.instance.values[axis]

    def declares(self, feature: str) -> bool:
        """Return whether the configuration declares a feature (``schemas/features.yaml``)."""
        return self.configuration.declares(feature)

    def wanted(
        self,
        criterion: str = "Bookable",
        *,
        instead: Sequence[str] = (),
        kind: str = "",
        flow: str = "",
        seller: str | Sequence[str] = "primary",
        **settings: Any,
    ) -> Wanted:
        """Return what to ask for: an opportunity of this instance's type and flow, unless others are named.

        Where the scenario does not vary the type, it is the first one configured that can meet a criterion.
        ``instead`` are the criteria that serve where nothing meets the first; ``seller`` may be several, the
        preferred one first. For ``spaces`` and ``alone`` see Wanted.
        """
        sellers = (seller,) if isinstance(seller, str) else tuple(seller)
        criteria = (criterion, *instead)
        return Wanted(criteria, kind or self._type_for(criteria), flow or self.flow, sellers, **settings)

    def _type_for(self, criteria: Sequence[str]) -> str:
        if "type" in self.instance.values:
            return self.type
        kinds = self.configuration.opportunities.types
        return next((kind for kind in kinds if any(may_be(criterion, kind) for criterion in criteria)), self.type)

    def wanted_cancellable(self, *, paid: bool = False, **settings: Any) -> Wanted:
        """Return what to ask for: an opportunity that customers can cancel, else one that can be booked.

        Nothing needs to be cancellable; a Test Interface has to make it, where cancellation is declared.
        """
        priced = "NonFree" if paid else ""
        has_to = self.declares("customer-requested-cancellation") and self.run.supply.creates
        instead = () if has_to else (f"Bookable{priced}",)
        return self.wanted(f"Bookable{priced}Cancellable", instead=instead, **settings)

    async def opportunities(self, *wanted: Wanted) -> list[Opportunity]:
        """Return an opportunity for each that is wanted, all different; the scenario stops when there are too few.

        To ask for all at once, before anything is booked, keeps scenarios from waiting for each other.
        """
        return await self._lent(self.run.supply.lend(wanted, self, self.instance.id))

    async def opportunities_if_any(self, *wanted: Wanted) -> list[Opportunity]:
        """Return what ``opportunities`` does, [] where there are too few."""
        return await self._lent(self.run.supply.lend_if_any(wanted, self, self.instance.id))

    async def spaces(self, *wanted: Wanted) -> list[Opportunity]:
        """Return an opportunity for each space that is wanted, one after the other.

        What is wanted for several spaces is one opportunity, named as often, where one has so many; else it is as many
        different ones: a system may sell each of its opportunities once, or refuse several spaces in one Order.
        """
        if not self.run.baskets.takes_repeats:
            return await self.opportunities(*(one for each in wanted for one in each.apiece))
        return await self._lent(self.run.supply.lend_spaces(wanted, self, self.instance.id))

    async def _lent(self, lending: Awaitable[list[Opportunity]]) -> list[Opportunity]:
        try:
            found = await lending
        except Shortage as shortage:
            stop = Stop(str(shortage), shortage.exchange, lack=shortage.lack, remedy=shortage.remedy)
            raise Stopped(stop) from shortage
        self._facts.setdefault("opportunities", {}).update({each.id: each.as_fact() for each in found})
        return found

    async def opportunity(self, criterion: str = "Bookable", **settings: Any) -> Opportunity:
        """Return an opportunity; the settings are those of ``wanted``."""
        return (await self.opportunities(self.wanted(criterion, **settings)))[0]

    async def cancellable(self, **settings: Any) -> Opportunity:
        """Return an opportunity that customers can cancel, if there is one; for the settings see ``wanted``."""
        return (await self.opportunities(self.wanted_cancellable(**settings)))[0]

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
        """Return an Order to be quoted and booked, for one space of each opportunity named (repeats are spaces).

        The scenario stops where this booking system is known not to take what is to ``go_together``.
        """
        if settings.get("go_together", True):
            self.require_taken([each.id for each in opportunities])
        return Order(
            transcript=self,
            uuid=uuid or bodies.new_order_uuid(),
            items=bodies.order_items(opportunities),
            customer=settings.pop("customer", None) or self.run.marks.person(),
            seller=seller,
            partner=partner,
            flow=settings.pop("flow", self.flow),
            prefix=prefix,
            payment=self.run.marks.payment(),
            pays_at_quotes=self.declares("profile-1.0") and any(each.is_paid_in_advance for each in opportunities),
            **settings,
        )

    def permitted(self, exchange: Exchange) -> Exchange:
        """Return a cancellation that succeeded; the scenario stops otherwise. None has to be permitted."""
        if exchange.error_type == _NOT_PERMITTED:
            raise self.stop("this booking system did not permit the cancellation", exchange, lack=Lack.NONE)
        return self.need(exchange, "the cancellation was refused")

    async def changed(self, order: Order, position: int = 0, step: str = "cancel") -> bool:
        """Have a booked Order changed, which brings it into its feed: by cancellation of an item, else by its Seller.

        Return whether it was by cancellation; the scenario stops when nobody can change it.
        """
        exchange = await order.cancel([position], step=step)
        if exchange.succeeded:
            return True
        if self.declares("seller-requested-cancellation+test-interface"):
            await self.act_on_order("SellerRequestedCancellation", order, step=f"{step} by Seller")
            return False
        may_refuse = exchange.error_type == _NOT_PERMITTED
        lack, remedy = (Lack.BEYOND, _TO_CHANGE) if may_refuse else (Lack.NEEDED, "")
        message = "the Order could not be changed: its cancellation was refused"
        raise self.stop(message, exchange, lack=lack, remedy=remedy)

    async def act_on_order(self, action: str, order: Order, step: str = "") -> Exchange:
        """Have the Seller do something with a booked Order."""
        step = order.prefix + (step or action)
        return await self.act(action, "Order", self.order_id(order.uuid), step, order.seller, partner=order.partner)

    async def act_on_proposal(self, action: str, order: Order, step: str = "") -> Exchange:
        """Have the Seller do something with an OrderProposal."""
        step = order.prefix + (step or action)
        named = self.proposal_id(order.uuid)
        return await self.act(action, "OrderProposal", named, step, order.seller, partner=order.partner)

    async def after_sentinel(
        self, *, partner: str = "primary", seller: str = "primary", kinds: Collection[str] = ()
    ) -> Mapping[str, bool]:
        """Return when changes made after now have come through the partner's Orders feed and the open feed.

        Only after this is an absence believed. It returns, and notes, whether "orders" and "open" showed the change;
        the open feeds are those of ``kinds``, or that of this instance's type.
        """
        if self._sentinel is None:
            raise InternalError("a sentinel waits for no other sentinel")
        with self.run.supply.awaiting_sentinel(self):
            seen = await self._sentinel(kinds or (self.type,), partner, seller)
            # Whoever holds what is needed, and waits as well, was told the same, and goes on to its end.
            if "stop" in seen and self.run.supply.may_make_sentinels(self):
                seen = await self._sentinel(kinds or (self.type,), partner, seller)
        self.note("sentinel", seen)
        return seen
