"""Authenticated Checkout: what must be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, equal, not_testable
from booking_conformance.results import Level
from booking_conformance.suites.authenticated_checkout.sessions import (
    host,
    leaves_no_session,
    none_crashed,
    not_accepted,
    not_taken,
)

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

SINGLE = "checkout-single"
UNKNOWN = ("unknown opportunity", "unknown number")
CUSTOMERS = ("customer missing", "customer number", "customer incomplete")
BROKER = ("without broker", "without broker name", "without broker url")
LINKS = ("without links", "without link to broker", "without link to profile")
SCHEMES = ("broker url without scheme", "link without scheme", "link with another scheme")
# The row that wants a refusal, by how the step begins; of what is not listed it is that of what cannot be booked.
_ROWS = {"customer ": "ac-001", "type ": "ac-002", "offer of ": "ac-003", **dict.fromkeys((*BROKER, *LINKS), "ac-004"),
         **dict.fromkeys((*SCHEMES, "http link"), "ac-006")}  # fmt: skip


def _row(exchange: Exchange) -> str:
    return next((row for start, row in _ROWS.items() if exchange.step.startswith(start)), "ac-008")


def _controlled(conversation: Reading, *names: str) -> list[Exchange]:
    """Return the exchanges of steps; a refusal proves something only if the unaltered request was accepted."""
    conversation.success("customer id")
    return [conversation.step(name) for name in names]


def _refusals(conversation: Reading) -> list[Exchange]:
    conversation.success("customer id")
    found = [exchange for exchange in conversation.exchanges if exchange.intent == "improper"]
    return [conversation.step(exchange.step) for exchange in found]


@check("authenticated-checkout.needs-customer", cites=("ac-001",), level=Level.SHOULD, scenario=SINGLE)
def test_needs_customer(conversation: Reading) -> None:
    """A request without a customer, or for one that is a number or has no e-mail address, is refused.

    Pass: each is refused. Warn: one is accepted; the refusal is inferred. Not testable: the ordinary request was
    refused too.
    """
    message = "The customer should be the ID of a Customer Account, or a Customer object."
    not_taken(_controlled(conversation, *CUSTOMERS), message)


@check("authenticated-checkout.refuses-unknown-customer", cites=("ac-001",), level=Level.SHOULD, scenario=SINGLE)
def test_refuses_unknown_customer(conversation: Reading) -> None:
    """A request is refused if its customer's ID belongs to no Customer Account.

    Pass: it is refused. Warn: it is accepted; the refusal is inferred. Not testable: the ordinary request was refused
    too. Not run: only test values may be sent.
    """
    not_taken(_controlled(conversation, "customer unknown"), "The customer should have a Customer Account.")


@check("authenticated-checkout.refuses-other-types", cites=("ac-002",), level=Level.SHOULD, scenario=SINGLE)
def test_refuses_other_types(conversation: Reading) -> None:
    """Only a ScheduledSession or a Slot can be booked.

    Pass: another type is refused. Warn: it is accepted; the refusal is inferred. Not testable: the ordinary
    request was refused too.
    """
    conversation.success("customer id")
    not_taken(conversation.steps("type "), "Only a ScheduledSession or a Slot should be accepted.")


@check("authenticated-checkout.refuses-other-offers", cites=("ac-003",), scenario=SINGLE)
def test_refuses_other_offers(conversation: Reading) -> None:
    """An offer of another opportunity, or one that does not exist, is refused.

    Pass: they are refused. Warn: one is accepted, or causes a server error; the rule is inferred. Not testable: the
    ordinary request was refused too. Not run: only test values may be sent.
    """
    conversation.success("customer id")
    for exchange in conversation.steps("offer of "):
        not_accepted(exchange, "An offer that the opportunity does not have should not be accepted.")


@check("authenticated-checkout.needs-broker", cites=("ac-004",), level=Level.SHOULD, scenario=SINGLE)
def test_needs_broker(conversation: Reading) -> None:
    """A request without the broker, its name or its url is refused.

    Pass: each is refused. Warn: one is accepted; the documentation does not say whether they are required. Not
    testable: the ordinary request was refused too.
    """
    message = "A request without its broker, or the broker's name or url, should not be accepted."
    not_taken(_controlled(conversation, *BROKER), message)


@check("authenticated-checkout.needs-navigation-links", cites=("ac-004",), level=Level.SHOULD, scenario=SINGLE)
def test_needs_navigation_links(conversation: Reading) -> None:
    """A request without the links back to the broker and to the user's profile is refused.

    Pass: each is refused. Warn: one is accepted; the documentation does not say whether they are required. Not
    testable: the ordinary request was refused too.
    """
    message = "A request without both navigation links should not be accepted."
    not_taken(_controlled(conversation, *LINKS), message)


@check("authenticated-checkout.needs-url-scheme", cites=("ac-006",), level=Level.SHOULD, scenario=SINGLE)
def test_needs_url_scheme(conversation: Reading) -> None:
    """A URL without http:// or https:// is refused; in production, so is http://.

    Pass: it is refused. Warn: it is accepted; the refusal is inferred. A checkout served over https on a remote
    host counts as production. Not testable: the ordinary request was refused too.
    """
    not_taken(_controlled(conversation, *SCHEMES), "A URL with neither http:// nor https:// should not be accepted.")
    plain = conversation.step("http link")
    if plain.request.url.startswith("https://") and host(plain.request.url) not in {"localhost", "127.0.0.1", "::1"}:
        not_taken([plain], "A URL with http:// should not be accepted in production.")


@check("authenticated-checkout.refuses-unbookable", cites=("ac-008",), scenario=SINGLE)
def test_refuses_unbookable(conversation: Reading) -> None:
    """An opportunity whose identifier does not exist is refused.

    Pass: any 4xx. Fail: it is accepted, or causes a server error. Not testable: the ordinary request was refused
    too. Not run: only test values may be sent.
    """
    for exchange in _controlled(conversation, *UNKNOWN):
        not_accepted(exchange, "An opportunity that cannot be booked must not be accepted.")


@check("authenticated-checkout.unavailable-error-type", cites=("ac-008",), level=Level.SHOULD, scenario=SINGLE)
def test_unavailable_error_type(conversation: Reading) -> None:
    """An unbookable opportunity is refused with UnavailableOpportunityError.

    Pass: it is. Warn: it has another type; the type is inferred from Standalone Checkout. Not testable: it was not
    refused, or returned a server error. Not run: only test values may be sent.
    """
    for exchange in _controlled(conversation, *UNKNOWN):
        if not 400 <= exchange.status < 500:
            not_testable("It was not refused.", at=exchange)
        message = "The error should be an UnavailableOpportunityError."
        equal(exchange.answer["type"], "UnavailableOpportunityError", message)


@check(
    "authenticated-checkout.refusal-makes-no-session",
    cites=("ac-001", "ac-002", "ac-003", "ac-004", "ac-006", "ac-008"),
    scenario=SINGLE,
)
def test_refusal_makes_no_session(conversation: Reading) -> None:
    """A refused request leaves no checkout session behind.

    Pass: no refusal has Location or potentialAction. Fail: one has. Not testable: nothing was refused.
    """
    leaves_no_session(_refusals(conversation), _row)


@check("authenticated-checkout.refuses-without-crash", cites=("ac-001", "ac-002", "ac-004", "ac-006"), scenario=SINGLE)
def test_refuses_without_crash(conversation: Reading) -> None:
    """An incomplete or unbookable request is refused, not answered with a 5xx.

    Pass: no 5xx for wrong customers, other types, missing brokers and links, and URLs without a scheme. Fail: a 5xx.
    Not testable: the ordinary request was refused too.
    """
    found = _controlled(conversation, *BROKER, *LINKS, *SCHEMES, "http link")
    none_crashed([*found, *conversation.steps("customer "), *conversation.steps("type ")], _row)
