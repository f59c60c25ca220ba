"""The bodies that the suite sends, in the shape of the specification. What is sent is marked as a test."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from booking_conformance.openactive.opportunities.criteria import EXTENSIONS
from booking_conformance.openactive.vocabulary import OPENACTIVE, OWN_TEST_TERMS
from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from booking_conformance.openactive.opportunities.opportunity import Opportunity

CUSTOMER_REJECTED = "https://openactive.io/CustomerRejected"
CONTEXT = OPENACTIVE
_TEST_CONTEXT = [CONTEXT, "https://openactive.io/test-interface"]
_TEST = "https://openactive.io/test-interface#"
# Actions of our own, for what those of the vocabulary cannot make; other Test Interfaces do not know them.
OWN_ACTIONS = frozenset({"AccessTokenExpiry", "OfferChange", "OpportunityWithdrawal", "ProposalLeaseExpiry"})
_TEST_FLOW = {"simple": "OpenBookingSimpleFlow", "approval": "OpenBookingApprovalFlow"}
Json = dict[str, Any]


class Marks:
    """Makes values that are unique to a run and say that they belong to a test.

    Names end in "Conformance Test", e-mail is at example.com, telephone numbers are from the range reserved for drama,
    payment identifiers start with ``test-<run>``.
    """

    def __init__(self, run: str, payment: Mapping[str, str] | None = None) -> None:
        """Begin a run; ``payment`` holds what its payments state besides their identifier."""
        self.run = run
        self._payment = dict(payment or {})
        self._count = 0
        self._canaries = 0

    def person(self) -> Json:
        """Return a Person with every property that a customer may have."""
        self._count += 1
        token = f"{self.run}{self._count:04d}"
        return {
            "@type": "Person",
            "givenName": f"Robin{token}",
            "familyName": f"Tester{token} Conformance Test",
            "email": f"robin.{token}@example.com",
            "telephone": f"+44 20 7946 0{self._count % 1000:03d}",
            "identifier": f"customer-{token}",
        }

    def canary(self) -> Json:
        """Return a Person none of whose properties any other person of the run has, to be searched for."""
        self._canaries += 1
        # Telephone numbers reserved for drama of a place whose numbers no other person here has.
        return {**self.person(), "telephone": f"+44 1632 960{self._canaries:03d}"}

    def payment(self) -> Json:
        """Return a Payment with an identifier of this run."""
        self._count += 1
        identifier = f"test-{self.run}-{self._count:04d}"
        return {"@type": "Payment", "identifier": identifier, "name": "Conformance Test", **self._payment}


def new_order_uuid() -> str:
    """Return a random UUID (version 4) in lower case, for an Order that no server knows yet."""
    return str(uuid.uuid4())


def next_to(uuid: str) -> str:
    """Return a UUID that no server knows yet, and that differs from this one in its last digit alone."""
    return f"{uuid[:-1]}{(int(uuid[-1], 16) + 1) % 16:x}"


def broker() -> Json:
    """Return the broker that the suite plays."""
    return {
        "@type": "Organization",
        "name": "Conformance Test Broker",
        "url": "https://broker.example.com/",
    }


def order_items(opportunities: Sequence[Opportunity]) -> list[Json]:
    """Return an OrderItem for each opportunity, by reference, positions counted from 0."""
    return [
        {
            "@type": "OrderItem",
            "position": position,
            "acceptedOffer": {"@type": "Offer", "@id": opportunity.offer_id},
            "orderedItem": {"@type": opportunity.sent_type, "@id": opportunity.id},
        }
        for position, opportunity in enumerate(opportunities)
    ]


def opportunities_of(items: Sequence[Json]) -> list[str]:
    """Return what OrderItems are for, by @id."""
    named = (item.get("orderedItem") for item in items)
    return [str(each.get("@id")) if isinstance(each, dict) else str(each) for each in named]


def order(kind: str, seller: str, items: list[Json], *, role: str = "AgentBroker") -> Json:
    """Return an OrderQuote, OrderProposal or Order without a customer."""
    body: Json = {
        "@context": CONTEXT,
        "@type": kind,
        "brokerRole": f"https://openactive.io/{role}",
        "seller": {"@type": "Organization", "@id": seller},
        "orderedItem": items,
    }
    if role != "NoBroker":
        body["broker"] = broker()
    return body


def cancellation(order_item_ids: Sequence[str]) -> Json:
    """Return the PATCH body that cancels OrderItems."""
    items = [
        {"@type": "OrderItem", "@id": identifier, "orderItemStatus": "https://openactive.io/CustomerCancelled"}
        for identifier in order_item_ids
    ]
    return {"@context": CONTEXT, "@type": "Order", "orderedItem": items}


def proposal_update(status: str = CUSTOMER_REJECTED) -> Json:
    """Return the PATCH body that gives an OrderProposal a status: the rejection by the customer, unless another."""
    return {"@context": CONTEXT, "@type": "OrderProposal", "orderProposalStatus": status}


def simulate(action: str, kind: str, identifier: str) -> Json:
    """Return the body that asks the Test Interface to act as the Seller."""
    return {
        "@context": _TEST_CONTEXT,
        "@type": f"{OWN_TEST_TERMS if action in OWN_ACTIONS else 'test:'}{action}SimulateAction",
        "object": {"@type": kind, "@id": identifier},
    }


def wanted_opportunity(kind: str, seller: str, criterion: str, flow: str) -> Json:
    """Return the body that asks the Test Interface for an opportunity of a seller, for a flow (simple, approval)."""
    known = opportunity_types()[kind]
    terms = OWN_TEST_TERMS if criterion in EXTENSIONS else _TEST
    owner: Json = {known.seller: {"@type": "Organization", "@id": seller}}
    return {
        "@context": _TEST_CONTEXT,
        "@type": known.type,
        **({known.parent: {"@type": known.belongs_to, **owner}} if known.parent else owner),
        "test:testOpportunityCriteria": f"{terms}TestOpportunity{criterion}",
        "test:testOpenBookingFlow": f"{_TEST}{_TEST_FLOW[flow]}",
    }
