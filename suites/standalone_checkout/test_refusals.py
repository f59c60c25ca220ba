"""Standalone Checkout: requests for unavailable opportunities, and without an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, equal, fail, not_testable, outcome, present, require
from booking_conformance.results import Level
from booking_conformance.specification.media_types import admits
from booking_conformance.suites.authenticated_checkout.sessions import (
    answered_at_all,
    crashed,
    leaves_no_session,
    none_crashed,
    not_taken,
)

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

STANDALONE = "checkout-standalone"
ERROR = "UnavailableOpportunityError"


def _control(conversation: Reading) -> None:
    """Return the exchanges of refusals, which prove something only if sessions are created at all."""
    found = conversation.steps("available")
    if not any(exchange.succeeded for exchange in found):
        not_testable("No session was created for an available opportunity.", at=found[0])


def _unavailable(conversation: Reading) -> list[Exchange]:
    """Return the refusals of unavailable opportunities."""
    _control(conversation)
    found = conversation.steps("unavailable")
    refusals = [exchange for exchange in found if 400 <= exchange.status < 500]
    if not refusals:
        not_testable("Nothing was refused.", at=found[0])
    return refusals


@check("standalone-checkout.refuses-unavailable", cites=("sc-005",), scenario=STANDALONE)
def test_refuses_unavailable(conversation: Reading) -> None:
    """A request for an unavailable opportunity returns 400.

    Pass: it does, for each generated id that does not exist. Fail: any other status. Not testable: no session was
    created for an available opportunity either.
    """
    _control(conversation)
    for exchange in conversation.steps("unavailable"):
        answered_at_all(exchange)
        if crashed(exchange):
            fail(
                "The checkout returned a server error instead of refusing.",
                at=exchange,
                expected="400",
                got=outcome(exchange),
            )
        message = "An unavailable opportunity must be refused with 400."
        require(exchange.status == 400, message, at=exchange, expected="400", got=outcome(exchange))


@check("standalone-checkout.unavailable-error-type", cites=("sc-005",), scenario=STANDALONE)
def test_unavailable_error_type(conversation: Reading) -> None:
    """An unavailable opportunity is refused with UnavailableOpportunityError.

    Pass: it is. Fail: another type, or none. Not testable: nothing was refused.
    """
    for exchange in _unavailable(conversation):
        equal(exchange.answer["type"], ERROR, f"The type of the error must be {ERROR}.")


@check("standalone-checkout.unavailable-error-context", cites=("sc-005",), scenario=STANDALONE)
def test_unavailable_error_context(conversation: Reading) -> None:
    """The refusal of an unavailable opportunity has @context.

    Pass: it does. Fail: it does not. Not testable: nothing was refused.
    """
    for exchange in _unavailable(conversation):
        present(exchange.answer["@context"])


@check("standalone-checkout.unavailable-error-description", cites=("sc-005",), scenario=STANDALONE)
def test_unavailable_error_description(conversation: Reading) -> None:
    """The refusal of an unavailable opportunity has a description.

    Pass: description is text, whatever it says. Fail: it is missing, empty or not text. Not testable: nothing was
    refused.
    """
    for exchange in _unavailable(conversation):
        description = exchange.answer["description"]
        require(bool(description.text), "The error must have a description.", at=description, expected="a text")


@check("standalone-checkout.refusal-makes-no-session", cites=("sc-006",), scenario=STANDALONE)
def test_refusal_makes_no_session(conversation: Reading) -> None:
    """A refusal has neither Location nor potentialAction.

    Pass: none has either. Warn: one does; the rule is inferred. Not testable: nothing was refused.
    """
    leaves_no_session([*conversation.steps("unavailable"), *conversation.steps("without id")])


@check("standalone-checkout.needs-id", cites=("sc-007",), level=Level.SHOULD, scenario=STANDALONE)
def test_needs_id(conversation: Reading) -> None:
    """A request without a usable id for its opportunity is refused.

    Pass: it is. Warn: it is accepted; the refusal is inferred. Not testable: no session was created for an
    available opportunity either.
    """
    _control(conversation)
    for exchange in conversation.steps("without id"):
        not_taken([exchange], "The id identifies the opportunity, so a request without one should be refused.")


@check("standalone-checkout.refuses-without-crash", cites=("sc-007",), scenario=STANDALONE)
def test_refuses_without_crash(conversation: Reading) -> None:
    """A request without a usable id is refused, not answered with a 5xx.

    Pass: no 5xx. Fail: a 5xx. Not testable: no session was created for an available opportunity either.
    """
    _control(conversation)
    none_crashed(conversation.steps("without id"))


@check("standalone-checkout.is-json", cites=("sc-008",), scenario=STANDALONE)
def test_is_json(conversation: Reading) -> None:
    """Sessions and refusals are application/json.

    Pass: they are, with or without parameters. Warn: another media type, or none; only samples show it. Not
    testable: no response.
    """
    for exchange in [*conversation.steps("available"), *conversation.steps("unavailable")]:
        answered_at_all(exchange)
        kind = exchange.response_header("Content-Type")
        message = "The media type should be application/json."
        require(admits("application/json", kind), message, at=exchange, expected="application/json", got=kind or "none")
