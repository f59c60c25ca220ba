"""Authenticated Checkout: what is accepted, and what the response contains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import answered, check, equal, inform, not_testable
from booking_conformance.results import Level
from booking_conformance.suites.authenticated_checkout.repeated import (
    no_empty_members,
    repeats_request,
    sessions_apart,
)
from booking_conformance.suites.authenticated_checkout.sessions import accepted, has_target

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

SINGLE = "checkout-single"
CUSTOMERS = ("customer id", "customer object")


@check("authenticated-checkout.accepts-customer-id", cites=("ac-001",), scenario=SINGLE)
def test_accepts_customer_id(conversation: Reading) -> None:
    """A checkout session can be created for a customer given as the ID of a Customer Account.

    Pass: a 2xx. Fail: any other response. Not testable: no response.
    """
    accepted(conversation.step("customer id"), "The ID of a Customer Account must be accepted as customer.")


@check("authenticated-checkout.accepts-customer-object", cites=("ac-001", "gb-010"), scenario=SINGLE)
def test_accepts_customer_object(conversation: Reading) -> None:
    """A checkout session for one OrderItem without attendee can be created for a customer given as an object.

    Pass: a 2xx. Fail: any other response. Not testable: no response.
    """
    accepted(conversation.step("customer object"), "A Customer object must be accepted where nobody else attends.")


@check("authenticated-checkout.session-has-target", cites=("ac-007",), scenario=SINGLE)
def test_session_has_target(conversation: Reading) -> None:
    """The response has a potentialAction whose target is the absolute URL of the Checkout page.

    Pass: it does, for each session created. Fail: the target is missing or relative. Not testable: no session was
    created.
    """
    for exchange in _sessions(conversation):
        has_target(exchange)


@check("authenticated-checkout.session-is-201", cites=("ac-007",), level=Level.SHOULD, scenario=SINGLE)
def test_session_is_201(conversation: Reading) -> None:
    """Creating a checkout session returns 201.

    Pass: it does. Warn: another 2xx; the status is inferred from Standalone Checkout. Not testable: no session was
    created.
    """
    for exchange in _sessions(conversation):
        answered(exchange, {201}, "The status of a new checkout session should be 201.")


@check("authenticated-checkout.keeps-link-types", cites=("ac-005",), scenario=SINGLE)
def test_keeps_link_types(conversation: Reading) -> None:
    """Navigation links in the response have the imin:linkType values of the request.

    Pass: they are. Warn: they differ. Info: the response does not contain them. Not testable: no session was
    created.
    """
    for exchange in _sessions(conversation):
        links = exchange.answer["imin:navigationLinks"].each()
        if not links:
            inform("The response does not contain the navigation links.", at=exchange)
        sent = {link["imin:linkType"].text for link in exchange.sent["imin:navigationLinks"].each()}
        for link in links:
            kind = link["imin:linkType"]
            if kind.text not in sent:
                equal(kind, sorted(filter(None, sent)), "The request had no imin:linkType of this value.")


@check("authenticated-checkout.repeats-request", cites=("ac-009",), scenario=SINGLE)
def test_repeats_request(conversation: Reading) -> None:
    """What the response repeats of the order and of the navigation links is what was sent.

    Pass: it is. Warn: a customer, broker, opportunity, offer or url is another one, or there are more OrderItems than
    were sent; the rule is inferred. Info: the response repeats nothing. Not testable: no session was created.
    """
    repeats_request(_sessions(conversation))


@check("authenticated-checkout.sessions-are-distinct", cites=("ac-010",), scenario=SINGLE)
def test_sessions_are_distinct(conversation: Reading) -> None:
    """Sessions for different customers have different targets.

    Pass: they do. Warn: two have the same; the rule is inferred. Not applicable: fewer than two have a target.
    """
    sessions_apart(_sessions(conversation))


@check("authenticated-checkout.no-empty-members", cites=("sc-010",), scenario=SINGLE)
def test_no_empty_members(conversation: Reading) -> None:
    """No member of the response is null or an empty array.

    Pass: none is. Warn: one is. Not testable: no session was created. Not applicable: the responses have no members.
    """
    no_empty_members(_sessions(conversation))


def _sessions(conversation: Reading) -> list[Exchange]:
    made = [exchange for name in CUSTOMERS if (exchange := conversation.step(name)).succeeded]
    if not made:
        not_testable("No session was created.", at=conversation.step(CUSTOMERS[0]))
    return made
