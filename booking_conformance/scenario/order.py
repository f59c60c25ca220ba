"""An Order on its way: the calls of the specification for one Order UUID, with bodies that fit together."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from booking_conformance.client.message import OWN
from booking_conformance.openactive.orders import in_order_sent, proposal_status
from booking_conformance.recording import Document, Stop
from booking_conformance.scenario import bodies
from booking_conformance.scenario.acceptance import ACCEPTING
from booking_conformance.scenario.transcript import Stopped, updated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from booking_conformance.openactive.opportunities.opportunity import Opportunity
    from booking_conformance.recording import Exchange
    from booking_conformance.scenario.bodies import Json
    from booking_conformance.scenario.transcript import Transcript

    Change = Callable[[Json], None]

UNAVAILABLE = "https://openactive.io/Unavailable"
_TYPES_WITH_TOTAL = {"P": "OrderProposal", "B": "Order"}


@dataclass
class Order:
    """The calls for one Order UUID. Each returns the recorded exchange and is named by its ``step``.

    ``change`` alters the body before it is sent; ``improper`` says that it is then wrong on purpose. ``partner`` and
    ``credentials`` let the call come from somebody else. ``go_together`` says that its items are meant to be taken
    together: where the target does not, the scenario is acted out again without such a basket.
    """

    transcript: Transcript
    uuid: str
    items: list[Json]
    customer: Json | None
    seller: str = "primary"
    partner: str = "primary"
    flow: str = "simple"
    role: str = "AgentBroker"
    prefix: str = ""
    payment: Json = field(default_factory=dict)
    broker: Json = field(default_factory=bodies.broker)
    pays_at_quotes: bool = False
    quote: Exchange | None = None
    proposal: Exchange | None = None
    amended: str | None = None
    booking: Exchange | None = None
    go_together: bool = True

    async def c1(self, step: str = "C1", change: Change | None = None, **options: Any) -> Exchange:
        """Ask for a quote without a customer."""
        exchange = await self._call("C1", step, self._body("OrderQuote"), change, options)
        if self.go_together and exchange.intent == "ordinary":
            await self._show_whether_c1_alone_refuses(exchange)
        self._keep_quote(exchange)
        return exchange

    async def c2(self, step: str = "C2", change: Change | None = None, **options: Any) -> Exchange:
        """Ask for a quote with the customer."""
        exchange = await self._call("C2", step, self._with_customer("OrderQuote"), change, options)
        self._keep_quote(exchange)
        return exchange

    async def p(self, step: str = "P", change: Change | None = None, **options: Any) -> Exchange:
        """Propose the Order for the Seller's approval."""
        exchange = await self._call("P", step, self._with_total("OrderProposal"), change, options)
        if exchange.succeeded and exchange.intent == "ordinary":
            self.proposal = exchange
        return exchange

    async def b(self, step: str = "B", change: Change | None = None, **options: Any) -> Exchange:
        """Book: with the whole Order, or after approval with the version of the proposal."""
        body = self._after_approval() if self.proposal else self._with_total("Order")
        exchange = await self._call("B", step, body, change, options)
        if exchange.succeeded and self.booking is None:
            self.booking = exchange
        return exchange

    async def cancel(
        self, positions: Sequence[int], step: str = "cancel", change: Change | None = None, **options: Any
    ) -> Exchange:
        """Cancel the items at these places of the booked Order's ``orderedItem``."""
        body = bodies.cancellation([self.item_id(position) for position in positions])
        return await self._call("cancellation", step, body, change, options)

    async def update_proposal(
        self,
        step: str = "proposal update",
        change: Change | None = None,
        *,
        status: str = bodies.CUSTOMER_REJECTED,
        **options: Any,
    ) -> Exchange:
        """PATCH the OrderProposal: a rejection by the customer unless the body is changed."""
        return await self._call("proposal-update", step, bodies.proposal_update(status), change, options)

    async def delete_quote(self, step: str = "delete quote", **options: Any) -> Exchange:
        """DELETE the OrderQuote."""
        return await self._call("quote-deletion", step, None, None, options)

    async def delete(self, step: str = "delete", **options: Any) -> Exchange:
        """DELETE the Order."""
        return await self._call("order-deletion", step, None, None, options)

    async def release(self) -> None:
        """Delete the Order when the scenario is through with it; a run that keeps what it books leaves it there."""
        if not self.transcript.run.keep:
            await self.delete()

    async def status(self, step: str = "status", **options: Any) -> Exchange:
        """Ask for the Order Status."""
        return await self._call("order-status", step, None, None, options)

    async def quoted(self) -> Exchange:
        """Quote at C2 and return the exchange; the scenario stops when it is refused."""
        return self.transcript.need(await self.c2(), "C2 was refused")

    async def booked(self) -> Exchange:
        """Go the whole way of the flow to a booked Order; the scenario stops at the first step that fails."""
        if self.quote is None or not self.quote.succeeded:
            await self.quoted()
        if self.flow == "approval":
            await self.approved()
        return self.transcript.need(await self.b(), "B was refused")

    async def approved(self) -> Exchange:
        """Propose, have the Seller accept, and see the acceptance in the feed."""
        proposal = self.transcript.need(await self.p(), "P was refused")
        await self.accepted()
        return proposal

    async def accepted(self) -> None:
        """See the acceptance in the feed; where a Test Interface is declared it is asked for. The scenario may stop.

        A Seller who accepts unasked may have amended the proposal: the version in the feed is then the one to book.
        What nobody accepts is withdrawn at once: it may hold the only space, and no feed has to show that.
        """
        run, action = self.transcript.run, ACCEPTING
        if not run.configuration.declares("test-interface") and await run.acceptance.comes(self.sees_acceptance):
            return
        identifier = self.transcript.proposal_id(self.uuid)
        try:
            step = self.prefix + action
            await self.transcript.act(action, "OrderProposal", identifier, step, self.seller, partner=self.partner)
        except Stopped:
            await self.update_proposal("withdrawal")
            raise
        if not await self.sees_acceptance(run.configuration.network.feed_timeout):
            cause = self.proposal.id if self.proposal else None
            raise Stopped(Stop("the Seller's acceptance did not appear in the feed", cause))

    async def sees_acceptance(self, within: float) -> bool:
        """Return whether the feed shows the proposal as accepted within so many seconds."""
        name, feed = f"{self.prefix}acceptance", self.transcript.run.proposals_feed(self.partner)
        test = updated(lambda data: proposal_status(data) == "SellerAccepted")
        item = f"orderproposal/{self.uuid}"
        accepted = await self.transcript.observe(name, feed, item, "SellerAccepted", test, within)
        if accepted.seen and not self.transcript.run.configuration.declares("test-interface"):
            self.amended = accepted.item["data"]["orderProposalVersion"].text
        return accepted.seen

    def body_of(self, call: str) -> Json:
        """Return the body that a call (C1, C2, P, B) is sent with, before approval."""
        if call in _TYPES_WITH_TOTAL:
            return self._with_total(_TYPES_WITH_TOTAL[call])
        return self._body("OrderQuote") if call == "C1" else self._with_customer("OrderQuote")

    def spaces_of(self, opportunity: Opportunity) -> int:
        """Return how many spaces of an opportunity it is for."""
        return bodies.opportunities_of(self.items).count(opportunity.id)

    def item_ids(self) -> list[str]:
        """Return the @id of each item of the booked Order in the order in which they were sent, "" for one without."""
        if self.booking is None:
            raise Stopped(Stop("nothing was booked"))
        items = in_order_sent(self.booking.answer["orderedItem"].each(), Document(self.items).each())
        return [item["@id"].text or "" for item in items]

    def item_id(self, position: int) -> str:
        """Return the @id of the item at a place; the scenario stops when the booked Order lacks such an item."""
        ids = self.item_ids()
        if position >= len(ids):
            cause = self.booking.id if self.booking else None
            raise Stopped(Stop("the booked Order has fewer OrderItems than were booked", cause))
        return ids[position]

    def total(self) -> Json:
        """Return the total of the latest quote as it is to be sent at P and B."""
        total = self.quote.answer["totalPaymentDue"].plain() if self.quote else None
        if isinstance(total, dict):
            return copy.deepcopy(total)
        return {"@type": "PriceSpecification", "price": 0, "priceCurrency": "GBP"}

    @property
    def needs_payment(self) -> bool:
        """Return whether P and B go with a payment: something is due and prepayment is not unavailable."""
        total = self.quote.answer["totalPaymentDue"] if self.quote else None
        if total is None or not total["price"].decimal:
            return False
        prepayment = (total["openBookingPrepayment"] or total["prepayment"]).text
        return prepayment != UNAVAILABLE and (total["price"].decimal or Decimal(0)) > 0

    async def _show_whether_c1_alone_refuses(self, refused: Exchange) -> None:
        """Ask C2 for what C1 refuses to take together, before that is believed: what C2 takes C1 must take, too."""
        baskets, items = self.transcript.run.baskets, bodies.opportunities_of(self.items)
        if not baskets.may_learn(refused, items):
            return
        body, options = self._with_customer("OrderQuote"), {"partner": refused.partner}
        quote = await self._call("C2", "C2 of what C1 refused", body, None, options)
        if quote.succeeded:
            baskets.take(items)
            await self.delete_quote("delete quote of what C1 refused", partner=refused.partner)

    def _keep_quote(self, exchange: Exchange) -> None:
        if exchange.intent != "ordinary":
            return
        baskets, items = self.transcript.run.baskets, bodies.opportunities_of(self.items)
        if exchange.succeeded:
            self.quote = exchange
            baskets.take(items)
        elif self.go_together:
            self.transcript.learn(exchange, items)

    def _body(self, kind: str) -> Json:
        seller = self.transcript.run.configuration.sellers[self.seller].id
        body = bodies.order(kind, seller, copy.deepcopy(self.items), role=self.role)
        if "broker" in body:
            body["broker"] = copy.deepcopy(self.broker)
        if self.pays_at_quotes and kind == "OrderQuote":
            body["payment"] = copy.deepcopy(self.payment)
        return body

    def _with_customer(self, kind: str) -> Json:
        body = self._body(kind)
        if self.customer is not None:
            body["customer"] = copy.deepcopy(self.customer)
        return body

    def _with_total(self, kind: str) -> Json:
        body = self._with_customer(kind)
        body["totalPaymentDue"] = self.total()
        if self.needs_payment:
            body["payment"] = copy.deepcopy(self.payment)
        return body

    def _after_approval(self) -> Json:
        proposed = self.proposal.answer["orderProposalVersion"].text if self.proposal else None
        version = self.amended or proposed
        body: Json = {"@context": bodies.CONTEXT, "@type": "Order", "orderProposalVersion": version}
        if self.needs_payment:
            body["payment"] = copy.deepcopy(self.payment)
        return body

    async def _call(
        self, call: str, step: str, body: Json | None, change: Change | None, options: dict[str, Any]
    ) -> Exchange:
        if change is not None and body is not None:
            change(body)
        intent = "improper" if options.pop("improper", False) else "ordinary"
        return await self.transcript.call(
            call,
            self.prefix + step,
            body=body,
            uuid=options.pop("uuid", self.uuid),
            partner=options.pop("partner", self.partner),
            seller=options.pop("seller", self.seller),
            credentials=options.pop("credentials", OWN),
            intent=intent,
            **options,
        )
