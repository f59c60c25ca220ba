"""Probes of faults in proposals."""

from typing import Any

from tests.support.broker import OPENACTIVE, Broker
from tests.support.probes.acts import pay, probe, proposed


@probe
def p_not_awaiting(broker: Broker) -> bool:
    return bool(proposed(broker)[1]["orderProposalStatus"] != f"{OPENACTIVE}AwaitingSellerConfirmation")


@probe
def p_without_version(broker: Broker) -> bool:
    return "orderProposalVersion" not in proposed(broker)[1]


@probe
def old_proposal_version_accepted(broker: Broker) -> bool:
    order, proposal = proposed(broker, "BookableWithNegotiation")
    assert broker.act("SellerAmendOrderProposal", "OrderProposal", proposal["@id"]).status_code == 204
    body = pay(proposal["orderProposalVersion"])
    if not proposal["totalPaymentDue"]["price"]:
        del body["payment"]
    return broker.send("PUT", f"orders/{order}", body).status_code == 201


def _patch(broker: Broker, **more: Any) -> int:
    order, _ = proposed(broker)
    return broker.send("PATCH", f"order-proposals/{order}", {"@type": "OrderProposal", **more}).status_code


@probe
def customer_reject_other_value_accepted(broker: Broker) -> bool:
    return _patch(broker, orderProposalStatus=f"{OPENACTIVE}SellerAccepted") == 204


@probe
def proposal_excess_property_accepted(broker: Broker) -> bool:
    return _patch(broker, orderProposalStatus=f"{OPENACTIVE}CustomerRejected", orderNumber="x") == 204
